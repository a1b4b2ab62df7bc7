/*
 * engine - the store in SQLite: all that is known of it outside this folder
 */
#ifndef SQLITE_ENGINE_H
#define SQLITE_ENGINE_H

#include "store/store.h"

extern const Engine sqlite_engine;

#endif
