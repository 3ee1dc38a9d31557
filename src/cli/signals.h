/*
 * signals: what a signal that ends the program leaves behind: no temporary file, and of a training
 * its result.
 *
 * Signals that are ignored when the program starts, as nohup does it, stay ignored.
 */
#ifndef BACKSTEP_CLI_SIGNALS_H
#define BACKSTEP_CLI_SIGNALS_H

#include <stdbool.h>

/* From now on whatever ends the program removes what was half written first, and a file that grows
 * over its limit is an error, not a signal. */
void signals_guard(void);

/* From now on the first hangup, interrupt or termination only makes signals_came true; the second
 * one ends the program. Output that nobody reads any more is an error, not a signal. */
void signals_listen(void);
bool signals_came(void);

/* The window does by itself what these signals ask for. */
void signals_leave_to_window(void);

#endif
