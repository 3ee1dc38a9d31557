#include "view/pictures/pictures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS_MAX = 10, LAYER_MAX = 8 };

static const float board_width = 100.0f, board_height = 60.0f;

/* The board, and the pen. */
struct board {
    const struct view *view;
    struct point origin;
    float scale, width;
    color ink;
};

static struct point at(const struct board *board, const float *xy)
{
    return (struct point){board->origin.x + board->scale * xy[0],
                          board->origin.y + board->scale * xy[1]};
}

static color ink_of(const struct theme *theme, int number)
{
    const color inks[] = {theme->text, theme->phase[0], theme->phase[1], theme->phase[2],
                          theme->phase[3], theme->line_strong, theme->positive, theme->negative,
                          theme->error};

    return inks[number >= 0 && number < (int)(sizeof inks / sizeof inks[0]) ? number : 0];
}

static float line_width(const struct board *board)
{
    return fmaxf(1.2f * board->view->size.unit, board->width * board->scale);
}

static void arrow(const struct board *board, struct point from, struct point to)
{
    float dx = to.x - from.x, dy = to.y - from.y, length = sqrtf(dx * dx + dy * dy),
        head = fminf(7.0f * board->scale, 0.6f * length);

    if (!(length > 0.0f))
        return;
    canvas_line(board->view->canvas, from, point_lerp(to, from, head / length), line_width(board),
                board->ink, 0.0f);
    ui_arrow_head(board->view->canvas, from, to, head, board->ink);
}

static void ellipse(const struct board *board, const float *n)
{
    /* A 48th of a turn, again and again. */
    const float cosine = 0.99144486f, sine = 0.13052619f;
    float x = 1.0f, y = 0.0f;
    struct point points[49];

    for (size_t i = 0; i < 49; i++) {
        const float xy[2] = {n[0] + n[2] * x, n[1] + n[3] * y};
        float turned = cosine * x - sine * y;

        y = sine * x + cosine * y;
        x = turned;
        points[i] = at(board, xy);
    }
    canvas_polyline(board->view->canvas, points, 49, line_width(board), board->ink);
}

/* Units of a layer stand evenly; every one is joined with all of the next layer. */
static void network(const struct board *board, const float *n, size_t count)
{
    const struct theme *theme = board->view->theme;
    struct canvas *canvas = board->view->canvas;
    struct point units[NUMBERS_MAX][LAYER_MAX];
    size_t layers = count - 2;

    for (size_t l = 0; l < layers; l++)
        for (size_t u = 0; u < (size_t)n[l + 2] && u < LAYER_MAX; u++) {
            const float xy[2] = {14.0f + 72.0f * (float)l / (float)(layers > 1 ? layers - 1 : 1),
                                 n[0] + (n[1] - n[0]) * ((float)u + 0.5f) / n[l + 2]};

            units[l][u] = at(board, xy);
        }
    for (size_t l = 1; l < layers; l++)
        for (size_t u = 0; u < (size_t)n[l + 2]; u++)
            for (size_t v = 0; v < (size_t)n[l + 1]; v++)
                canvas_line(canvas, units[l - 1][v], units[l][u], line_width(board),
                            theme->line_strong, 0.0f);
    for (size_t l = 0; l < layers; l++)
        for (size_t u = 0; u < (size_t)n[l + 2]; u++)
            canvas_disc(canvas, units[l][u],
                        board->scale * fminf(7.0f, 0.36f * (n[1] - n[0]) / n[l + 2]), theme->panel,
                        board->ink, line_width(board));
}

/* Rows of eight pixels, two hexadecimal digits each. */
static const char *pixels(const struct board *board, const float *n, const char *line)
{
    for (int row = 0; *line != '\0'; row++) {
        char *end;
        unsigned long bits = strtoul(line, &end, 16);

        if (end - line < 2 || (end[0] != ' ' && end[0] != '\0'))
            break;
        for (int bit = 0; bit < 8; bit++) {
            struct rect cell = {board->origin.x + board->scale * (n[0] + (float)bit * n[2]),
                                board->origin.y + board->scale * (n[1] + (float)row * n[2]),
                                board->scale * n[2], board->scale * n[2]};

            canvas_box(board->view->canvas, cell, 0.0f,
                       bits >> (7 - bit) & 1 ? board->ink : 0, board->view->theme->line,
                       board->view->size.unit);
        }
        line = end;
        while (*line == ' ')
            line++;
        if (row == 7)
            break;
    }
    return line;
}

static const char *letters(const struct board *board, const float *n, const char *line)
{
    size_t length = strcspn(line, " ");
    const char *text = arena_printf(board->view->arena, "%.*s", (int)length, line);
    int size_px = (int)fmaxf((float)board->view->size.min_px, roundf(13.0f * board->scale));
    const struct theme *theme = board->view->theme;
    color text_ink = board->ink == theme->line_strong ? theme->text_soft : board->ink;
    struct point middle = at(board, n);

    ui_text_middle(board->view->canvas, middle.x, middle.y, CANVAS_CENTER,
                   (struct ui_type){FONT_TEXT_BOLD, size_px, text_ink}, text);
    return line + length;
}

static void stroke(struct board *board, char letter, const float *n, size_t count)
{
    const struct theme *theme = board->view->theme;
    struct canvas *canvas = board->view->canvas;
    struct point a = at(board, n), b = at(board, n + 2), c[4] = {a, b, at(board, n + 4),
                                                                 at(board, n + 6)};
    float width = line_width(board), r = board->scale * n[2];
    struct rect box = {a.x, a.y, board->scale * n[2], board->scale * n[3]};

    switch (letter) {
    case 'k': board->ink = ink_of(theme, (int)n[0]); break;
    case 'w': board->width = n[0]; break;
    case 'l': canvas_line(canvas, a, b, width, board->ink, 0.0f); break;
    case 'd': canvas_line(canvas, a, b, width, board->ink, 4.0f * board->scale); break;
    case 'a': arrow(board, a, b); break;
    case 'c': canvas_curve(canvas, c, width, board->ink, 0.0f); break;
    case 'e': ellipse(board, n); break;
    case 'o': canvas_disc(canvas, a, r, theme->panel, board->ink, width); break;
    case 'f': canvas_disc(canvas, a, r, board->ink, 0, 0.0f); break;
    case 'y':
        canvas_triangle(canvas, (struct point){a.x, a.y - r}, (struct point){a.x - r, a.y + r},
                        (struct point){a.x + r, a.y + r}, board->ink);
        break;
    case 'b': canvas_box(canvas, box, 0.0f, board->ink, 0, 0.0f); break;
    case 'r':
        canvas_box(canvas, box, 2.0f * board->scale, 0, board->ink, width);
        break;
    case 'n': network(board, n, count); break;
    default: break;
    }
}

void pictures_draw(const struct view *view, struct rect area, const char *line)
{
    struct board board = {.view = view, .width = 1.6f, .ink = view->theme->text,
                          .scale = fminf(area.w / board_width, area.h / board_height)};

    board.origin = (struct point){area.x + 0.5f * (area.w - board.scale * board_width),
                                  area.y + 0.5f * (area.h - board.scale * board_height)};
    while (*line != '\0') {
        float numbers[NUMBERS_MAX] = {0};
        char letter = *line++;
        /* What follows the numbers of these is no number. */
        size_t count = 0, most = letter == 't' ? 2 : letter == 'm' ? 3 : NUMBERS_MAX;

        for (char *end; count < most; count++, line = end) {
            numbers[count] = strtof(line, &end);
            if (end == line)
                break;
        }
        while (*line == ' ')
            line++;
        if (letter == 't')
            line = letters(&board, numbers, line);
        else if (letter == 'm')
            line = pixels(&board, numbers, line);
        else
            stroke(&board, letter, numbers, count);
        while (*line == ' ')
            line++;
    }
}
