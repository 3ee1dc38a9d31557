#include "formula/latex_name.h"

#include <string.h>

struct command {
    const char *character, *command;
};

/* Characters that mathematics has commands for. */
static const struct command commands[] = {
    {"α", "\\alpha"},      {"β", "\\beta"},   {"γ", "\\gamma"},      {"δ", "\\delta"},
    {"ε", "\\varepsilon"}, {"ζ", "\\zeta"},   {"η", "\\eta"},        {"θ", "\\theta"},
    {"ι", "\\iota"},       {"κ", "\\kappa"},  {"λ", "\\lambda"},     {"μ", "\\mu"},
    {"ν", "\\nu"},         {"ξ", "\\xi"},     {"π", "\\pi"},         {"ρ", "\\rho"},
    {"σ", "\\sigma"},      {"τ", "\\tau"},    {"φ", "\\varphi"},     {"χ", "\\chi"},
    {"ψ", "\\psi"},        {"ω", "\\omega"},  {"Γ", "\\Gamma"},      {"Δ", "\\Delta"},
    {"Θ", "\\Theta"},      {"Λ", "\\Lambda"}, {"Π", "\\Pi"},         {"Σ", "\\Sigma"},
    {"Φ", "\\Phi"},        {"Ψ", "\\Psi"},    {"Ω", "\\Omega"},      {"∂", "\\partial"},
    {"∇", "\\nabla"},      {"∞", "\\infty"},  {"…", "\\dots"},       {"⋯", "\\cdots"},
    {"′", "\\prime"},      {"−", "-"},        {"·", "\\cdot"},       {"×", "\\times"},
    {"#", "\\#"},          {"$", "\\$"},      {"%", "\\%"},          {"&", "\\&"},
    {"_", "\\_"},          {"{", "\\{"},      {"}", "\\}"},          {"~", "\\sim"},
    {"^", "\\wedge"},      {"\\", "\\backslash"},
    {"₀", "{}_0"},           {"₁", "{}_1"},       {"₂", "{}_2"},           {"₃", "{}_3"},
    {"₄", "{}_4"},           {"₅", "{}_5"},       {"₆", "{}_6"},           {"₇", "{}_7"},
    {"₈", "{}_8"},           {"₉", "{}_9"},       {"²", "{}^2"},           {"³", "{}^3"},
    {"ᵗ", "{}^t"},           {"½", "\\tfrac12"}, {"√", "\\surd"},      {"÷", "\\div"},
    {"±", "\\pm"},         {"≈", "\\approx"}, {"≤", "\\le"},         {"≥", "\\ge"},
    {"≠", "\\ne"},         {"←", "\\leftarrow"}, {"→", "\\rightarrow"}, {"‖", "\\|"},
    {"⁻", "{}^{-}"},         {"⁰", "{}^0"},       {"¹", "{}^1"},           {"⁴", "{}^4"},
    {"⁵", "{}^5"},           {"⁶", "{}^6"},       {"⁷", "{}^7"},           {"⁸", "{}^8"},
    {"⁹", "{}^9"},
};

const char *latex_command(const char *at, size_t length)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strlen(commands[i].character) == length &&
            memcmp(at, commands[i].character, length) == 0)
            return commands[i].command;
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void latex_letters(struct text *out, const char *letters)
{
    while (*letters != '\0') {
        const char *start = letters, *command;

        text_next_utf8(&letters);
        command = latex_command(start, (size_t)(letters - start));
        if (command != NULL)
            text_printf(out, "%s%s", command,
                        is_letter(command[strlen(command) - 1]) && is_letter(*letters) ? " " : "");
        else if (letters - start > 1)
            text_printf(out, "\\text{%.*s}", (int)(letters - start), start);
        else
            text_printf(out, "%.1s", start);
    }
}

void latex_name(struct text *out, const char *name)
{
    const char *at = name;

    while (is_letter(*at) || (*at >= '0' && *at <= '9') || *at == '(' || *at == ')')
        at++;
    if (*at == '\0') {
        text_printf(out, "\\mathrm{%s}", name);
        return;
    }
    text_add(out, "\\text{");
    while (*name != '\0') {
        const char *start = name, *command;
        size_t length;

        text_next_utf8(&name);
        length = (size_t)(name - start);
        command = latex_command(start, length);
        if (command == NULL)
            text_printf(out, "%.*s", (int)length, start);
        else if (strchr("#$%&_{}", *start) != NULL)
            text_add(out, command);
        else
            text_printf(out, "$%s$", command);
    }
    text_add(out, "}");
}
