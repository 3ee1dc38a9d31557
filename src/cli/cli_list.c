#include "cli/cli.h"
#include "cli/options.h"
#include "lesson/catalogue.h"

#include <stdio.h>
#include <string.h>

int cli_list(int argc, char **argv)
{
    const struct options options = {
        .command = "list",
        .synopsis = "list",
        .about = "Prints the built-in scenarios, a line each: the name that the other commands\n"
                 "take, and what it is.",
    };
    const struct catalogue_entry *entries;
    size_t count, widest = 0;

    switch (options_read(&options, argc, argv, NULL)) {
    case OPTIONS_GO: break;
    case OPTIONS_HELP: return CLI_DONE;
    case OPTIONS_WRONG: return CLI_USAGE;
    }
    entries = catalogue_entries(&count);
    for (size_t i = 0; i < count; i++)
        if (strlen(entries[i].name) > widest)
            widest = strlen(entries[i].name);
    for (size_t i = 0; i < count; i++)
        cli_print_line("%-*s  %s", (int)widest, entries[i].name, entries[i].title);
    return CLI_DONE;
}
