#include "cli/cli.h"
#include "cli/options.h"
#include "lesson/catalogue.h"

#include <stdio.h>
#include <string.h>

static void print_lines(const struct catalogue_entry *entries, size_t count)
{
    size_t widest = 0;

    for (size_t i = 0; i < count; i++)
        if (strlen(entries[i].name) > widest)
            widest = strlen(entries[i].name);
    for (size_t i = 0; i < count; i++)
        cli_print_line("%-*s  %s", (int)widest, entries[i].name, entries[i].title);
}

static void print_json(const struct catalogue_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputs(i == 0 ? "[\n  {\"name\": " : ",\n  {\"name\": ", stdout);
        cli_print_json(entries[i].name);
        fputs(", \"title\": ", stdout);
        cli_print_json(entries[i].title);
        fputs("}", stdout);
    }
    puts("\n]");
}

int cli_list(int argc, char **argv)
{
    bool json = false, names = false;
    const struct option table[] = {
        {.name = "json", .flag = &json, .help = "as a list of objects, each with name and title"},
        {.name = "names", .flag = &names, .help = "the names alone"},
    };
    const struct options options = {
        .command = "list",
        .synopsis = "list [--json | --names]",
        .about = "Prints the built-in scenarios, a line each: the name that the other commands\n"
                 "take, and what it is.",
        .table = table, .count = sizeof table / sizeof table[0],
    };
    const struct catalogue_entry *entries;
    size_t count;
    int status = options_read(&options, argc, argv, NULL);
    if (status != OPTIONS_GO)
        return status;
    entries = catalogue_entries(&count);
    if (json)
        print_json(entries, count);
    else if (names)
        for (size_t i = 0; i < count; i++)
            puts(entries[i].name);
    else
        print_lines(entries, count);
    return CLI_DONE;
}
