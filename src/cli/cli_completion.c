#include "cli/cli.h"
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

/* Asks the program itself for commands, options and lessons, so that it never falls behind them. */
static const char *const script =
    "# Completion of backstep's command line: eval \"$(backstep completion bash)\"\n"
    "_backstep() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} command=\n"
    "    if backstep --commands | grep -qxFe \"${COMP_WORDS[1]}\"; then\n"
    "        command=${COMP_WORDS[1]}\n"
    "    fi\n"
    "    case $word in\n"
    "    -*)\n"
    "        # shellcheck disable=SC2086 # no word where there is no command\n"
    "        COMPREPLY=($(compgen -W \"$(backstep $command --options)\" -- \"$word\"))\n"
    "        return ;;\n"
    "    esac\n"
    "    COMPREPLY=($(compgen -W \"$(backstep list --names)\" -- \"$word\")\n"
    "               $(compgen -f -- \"$word\"))\n"
    "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
    "        COMPREPLY+=($(compgen -W \"$(backstep --commands)\" -- \"$word\"))\n"
    "    fi\n"
    "}\n"
    "complete -o filenames -F _backstep backstep\n";

int cli_completion(int argc, char **argv)
{
    const struct options options = {
        .command = "completion",
        .synopsis = "completion bash",
        .about = "Prints what makes bash complete backstep's commands, options and lessons:\n"
                 "eval \"$(backstep completion bash)\", in ~/.bashrc.",
        .words_least = 1,
        .words_most = 1,
        .missing = "the shell's name is missing: bash",
    };
    const char *shell;
    int status = options_read(&options, argc, argv, &shell);
    if (status != OPTIONS_GO)
        return status;
    if (strcmp(shell, "bash") != 0)
        return cli_usage("completion", "there is no completion for '%.60s'; there is one for bash",
                         shell);
    fputs(script, stdout);
    return CLI_DONE;
}
