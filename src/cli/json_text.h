/*
 * json_text: a text as JSON has it, in quotes.
 */
#ifndef BACKSTEP_CLI_JSON_TEXT_H
#define BACKSTEP_CLI_JSON_TEXT_H

#include <stdio.h>

/* UTF-8 as it is; quotes, backslashes and what is below a blank as escapes. */
void json_text_write(FILE *out, const char *text);

#endif
