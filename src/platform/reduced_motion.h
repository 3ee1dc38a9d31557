/*
 * reduced_motion: whether the user has told the system that things should not move: in a browser
 * prefers-reduced-motion, elsewhere what desktops write down in plain text.
 */
#ifndef BACKSTEP_PLATFORM_REDUCED_MOTION_H
#define BACKSTEP_PLATFORM_REDUCED_MOTION_H

#include <stdbool.h>

bool reduced_motion_wished(void);

#endif
