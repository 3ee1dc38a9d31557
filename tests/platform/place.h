/*
 * place: where on the screen something can be clicked. The application is asked, so that a new
 * layout does not need new tests.
 */
#ifndef BACKSTEP_TESTS_PLACE_H
#define BACKSTEP_TESTS_PLACE_H

#include "app/commands/commands.h"
#include "draw/geom.h"
#include "quantity/quantity.h"

/* Where a click gives the command, in a window of that size which shows the start of 'mazur' at
 * layer granularity; the test fails if there is no such place. */
struct point place_of(enum command command, double argument, int width, int height);

/* How often Tab is pressed there until the quantity is asked about. */
int place_tabs_to(struct quantity quantity, int width, int height);

#endif
