/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Checks of what a profile learns, and of what it says. */
#ifndef PHLEET_VM_PROFILES_H
#define PHLEET_VM_PROFILES_H

void freezes_at_four_times_the_last_novelty(void);
void alarms_on_a_call_that_was_never_there(void);
void keeps_handlers_apart(void);
void keeps_the_tables_apart(void);
void obeys_an_administrator(void);
void replays_calls(void);

#endif
