/*
 * lists: every text of the program, in the order of the keys. Whoever includes this defines
 * WORD(key, text) before it and undefines it after it.
 */
#include "words/english/glossary.h"
