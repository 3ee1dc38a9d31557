#include "draw/font.h"

const char *const font_files[FONT_FACE_COUNT] = {
    [FONT_TEXT] = "inter/Inter-Regular.otf",
    [FONT_TEXT_BOLD] = "inter/Inter-SemiBold.otf",
    [FONT_MONO] = "jetbrains-mono/JetBrainsMono-Regular.ttf",
    [FONT_MONO_BOLD] = "jetbrains-mono/JetBrainsMono-Bold.ttf",
    [FONT_MATH] = "stix/STIXGeneral-Regular.otf",
    [FONT_MATH_ITALIC] = "stix/STIXGeneral-Italic.otf",
};

const enum font_face font_fallbacks[FONT_FACE_COUNT][FONT_FALLBACKS] = {
    [FONT_TEXT] = {FONT_TEXT, FONT_MATH, FONT_MONO},
    [FONT_TEXT_BOLD] = {FONT_TEXT_BOLD, FONT_TEXT, FONT_MATH},
    [FONT_MONO] = {FONT_MONO, FONT_TEXT, FONT_MATH},
    [FONT_MONO_BOLD] = {FONT_MONO_BOLD, FONT_TEXT_BOLD, FONT_MATH},
    [FONT_MATH] = {FONT_MATH, FONT_TEXT, FONT_MONO},
    [FONT_MATH_ITALIC] = {FONT_MATH_ITALIC, FONT_MATH, FONT_TEXT},
};

const char *const font_stand_ins[FONT_STAND_INS] = {"□", "\ufffd", "?"};
