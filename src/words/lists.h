/*
 * lists: every text of the program, in the order of the keys. Whoever includes this defines
 * WORD(key, text) before it and undefines it after it.
 */
#include "words/english/rows.h"
#include "words/english/glossary.h"
#include "words/english/forward.h"
#include "words/english/backward.h"
#include "words/english/update.h"
#include "words/english/recurrent.h"
#include "words/english/stop.h"
#include "words/english/answers.h"
#include "words/english/equations.h"
#include "words/english/graph.h"
#include "words/english/frame.h"
#include "words/english/picture.h"
#include "words/english/panel.h"
#include "words/english/landscape.h"
#include "words/english/lessons.h"
#include "words/english/sheets.h"
#include "words/english/commands.h"
#include "words/english/notices.h"
#include "words/english/questions.h"
#include "words/english/reasons.h"
