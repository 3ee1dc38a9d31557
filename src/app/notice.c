#include "app/notice.h"

#include <stdio.h>

void notice_say(struct notice *notice, bool is_error, const char *text)
{
    snprintf(notice->text, sizeof notice->text, "%s", text);
    notice->is_error = is_error;
    notice->is_new = true;
}
