/*
 * notice: an error or a remark, shown until the next command.
 */
#ifndef BACKSTEP_APP_NOTICE_H
#define BACKSTEP_APP_NOTICE_H

#include "base/error.h"

#include <stdbool.h>

struct notice {
    char text[ERROR_TEXT_SIZE]; /* "" for none */
    bool is_error;
    bool is_new;                /* since app_heed */
};

void notice_say(struct notice *notice, bool is_error, const char *text);

#endif
