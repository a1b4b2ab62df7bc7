#include "counters.h"

#include "base/names.h"

unsigned long long
counters_add(atomic_ullong *counter)
{
	return atomic_fetch_add_explicit(counter, 1, memory_order_relaxed) + 1;
}

char *
counters_text(Counters *counters)
{
	GString *text = g_string_new(NULL);

	g_string_printf(text,
			"messages=%llu ordinary=%llu exempt=%llu drift=%llu judged=%llu "
			"failed=%llu learned=%llu",
			atomic_load(&counters->messages), atomic_load(&counters->ordinary),
			atomic_load(&counters->exempt), atomic_load(&counters->drift),
			atomic_load(&counters->judged), atomic_load(&counters->failed),
			atomic_load(&counters->learned));
	for (int action = 0; action < COUNTED_ACTIONS; action++) {
		unsigned long long count = atomic_load(&counters->actions[action]);

		if (count > 0)
			g_string_append_printf(text, " %s=%llu", names_word(action_words, action),
					       count);
	}
	return g_string_free(text, FALSE);
}
