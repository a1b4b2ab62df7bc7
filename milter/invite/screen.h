/*
 * screen - from the header alone: can any rule apply?
 */
#ifndef INVITE_SCREEN_H
#define INVITE_SCREEN_H

#include "mail/message.h"
#include "ruleset.h"

/* SCREEN_ORDINARY promises: no rule can match and no field of ours is there, whatever the body. */
typedef enum { SCREEN_ORDINARY, SCREEN_CLEAN_FIELDS, SCREEN_READ_BODY } Screen;

/* RECIPIENTS as for evidence_new(). */
Screen screen_header(const Ruleset *rules, Message *message, const char *const *recipients);

#endif
