#include "base/memory.h"
#include "cli/cli.h"

#include "words/words.h"

#include <stdlib.h>
#include <string.h>

/* The one place that ends the program from within: what has been changed by hand is kept on the way
 * out, unless that is what there is no memory for. */
static void end_without_memory(size_t bytes)
{
    static int times;

    if (times++ > 0)
        _Exit(CLI_FAILED);
    cli_say_exhausted(bytes);
    exit(CLI_FAILED);
}

/* For who lays out a view or adds a text: BACKSTEP_WORDS=pseudo shows what is not in the table. */
static void choose_words(void)
{
    const char *name = getenv("BACKSTEP_WORDS");

    if (name != NULL && strcmp(name, "pseudo") == 0)
        words_use(words_pseudo());
}

int main(int argc, char **argv)
{
    choose_words();
    memory_on_exhaustion(end_without_memory);
    return cli_main(argc, argv);
}
