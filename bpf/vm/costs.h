/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the detector costs, in instructions: exact, because the virtual machine counts time in them. */
#ifndef PHLEET_VM_COSTS_H
#define PHLEET_VM_COSTS_H

#include <stdbool.h>

/* Prints what it adds to a known call, a fork and more, in each state; whether that is within its budget. */
bool costs_little(const char *object, const char *empty_object);

#endif
