/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What it costs to compare the set of calls with which a task ends, in instructions. */
#ifndef PHLEET_VM_ENDS_H
#define PHLEET_VM_ENDS_H

#include <stdbool.h>

/* Prints what ends cost beside few sets and many; whether that is within the budget. */
bool ends_cost_little(const char *object);

#endif
