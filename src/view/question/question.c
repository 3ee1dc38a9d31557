#include "view/question/question.h"

#include "view/frame/label.h"
#include "view/panel/richtext.h"

#include <math.h>
#include <string.h>

/* What of the card gives way where there is little room, in this order. */
enum {
    WITH_SCORE = 1, WITH_HINTS = 2, WITH_KICKER = 4, WITH_AIR = 8, WITH_BUTTONS = 16,
    WITH_ALL = 31
};

struct sheet_of {
    const struct view *view;
    const struct question_card *card;
    struct rect inner;
    unsigned with;
    int size_px;       /* of title and answers, where all else has given way */
    float air;         /* between its blocks, beside what they have anyhow */
};

const struct question *question_open_in(const struct view *view)
{
    return view->question != NULL && view->question->open ? view->question->question : NULL;
}

const char *question_sentence(void)
{
    return words(W_DECIDE_FIRST_THEN_LOOK_WHAT);
}

static float sentence(const struct sheet_of *sheet, float y, struct rich rich, int size_px,
                      bool bold, color ink, bool measure)
{
    struct richtext_style style = {.size_px = size_px, .bold = bold, .ink = ink};
    float room = richtext_is_tall(rich) ? GAP_TIGHT * (float)size_px : 0.0f;

    return richtext_draw(sheet->view, sheet->inner.x, y + room, sheet->inner.w, rich, &style,
                         measure)
         + 2.0f * room;
}

static float plain(const struct sheet_of *sheet, float y, const char *text, int size_px, bool bold,
                   color ink, bool measure)
{
    struct rich rich = richtext_plain(sheet->view->arena, text);

    return sentence(sheet, y, rich, size_px, bold, ink, measure);
}

static color phase_ink(const struct view *view)
{
    return view->snapshot->place.step == 0
               ? view->theme->text_soft
               : view->theme->phase[view_phase(view->snapshot->place.unit.kind)];
}

/* Whether the answer is a word that stands in its place: it waits no longer. */
static bool is_placed(const struct question *question, size_t index)
{
    return question->ordered && question->answers[index].place <= question->placed;
}

/* An answer: its key in a box, its text beside it; all of it can be clicked. */
static float answer(const struct sheet_of *sheet, float y, size_t index, bool measure)
{
    const struct view *view = sheet->view;
    const struct theme *theme = view->theme;
    struct rich text = sheet->card->question->answers[index].text;
    int size_px = sheet->size_px;
    float body = (float)size_px, side = LINE_STEP * body, pad = GAP_WORD * body;
    bool placed = is_placed(sheet->card->question, index);
    struct richtext_style style = {.size_px = size_px,
                                   .ink = placed ? theme->text_soft : theme->text};
    struct rect row = {sheet->inner.x, y, sheet->inner.w, 0.0f};
    float left = row.x + pad + side + GAP_PART * body, width = row.x + row.w - pad - left;
    float height = richtext_draw(view, left, 0.0f, width, text, &style, true);
    struct rect key;

    row.h = fmaxf(height, side) + 2.0f * ((sheet->with & WITH_AIR) ? pad : 0.5f * pad);
    if (measure)
        return row.h;
    canvas_box(view->canvas, row, view->size.corner,
               ui_hovers(view->ui, row) && !placed
                   ? color_mix(theme->panel, theme->text, TINT_HOVER) : theme->panel,
               theme->panel_border, view->size.thin);
    key = (struct rect){row.x + pad, row.y + 0.5f * (row.h - side), side, side};
    canvas_box(view->canvas, key, view->size.corner, theme->background, theme->panel_border,
               view->size.thin);
    if (placed)
        ui_check(view->canvas, key.x + 0.28f * side, key.y + 0.5f * side + ui_text_drop(body), body,
                   theme->text_soft);
    else
        ui_text_in(view->canvas, key, (struct ui_type){FONT_MONO, size_px, theme->text},
                   arena_printf(view->arena, "%zu", index + 1));
    richtext_draw(view, left, row.y + 0.5f * (row.h - height), width, text, &style, false);
    if (!placed)
        ui_target(view->ui, row, (struct ui_action){sheet->card->answer.command, (double)index},
                  false);
    return row.h;
}

/* The number that is typed in place of a choice, and below it how many of its digits count. */
static float typed_number(const struct sheet_of *sheet, float y, bool measure)
{
    const struct view *view = sheet->view;
    const struct field *field = &sheet->card->typed;
    float high = 2.0f * (float)view->size.number_px, gap = GAP_NEAR * (float)view->size.body_px;
    bool wrong = field->problem != NULL;

    if (!measure)
        field_line(view, (struct rect){sheet->inner.x, y, sheet->inner.w, high}, field);
    return high + gap
         + plain(sheet, y + high + gap,
                 wrong ? field->problem
                       : words_in(view->arena, W_DIGITS_ARE_ENOUGH_ENTER_ANSWERS,
                                  sheet->card->question->digits),
                 view->size.label_px, false,
                 wrong ? view->theme->error : view->theme->text_soft, measure);
}

static float hints(const struct sheet_of *sheet, float y, bool measure)
{
    const struct question *question = sheet->card->question;
    const struct view *view = sheet->view;
    float top = y;

    if (question->hint_count == 0 || !(sheet->with & WITH_HINTS))
        return 0.0f;
    if (sheet->with & WITH_AIR)
        y += view_divider(sheet->view, sheet->inner, GAP_PART, y, measure)
           + plain(sheet, y + view_divider(sheet->view, sheet->inner, GAP_PART, y, true),
                   words(W_WHAT_YOU_KNOW),
                   view->size.label_px, false, view->theme->text_soft, measure);
    for (size_t i = 0; i < question->hint_count; i++)
        y += GAP_TIGHT * (float)view->size.body_px
           + sentence(sheet, y + GAP_TIGHT * (float)view->size.body_px, question->hints[i],
                   sheet->size_px, false, view->theme->text, measure);
    return y - top;
}

/* The ways out: to see the answer, and not to be asked any more. */
static float buttons(const struct sheet_of *sheet, float y, bool measure)
{
    const char *const shows[] = {words(W_SHOW_ME_SPACE), words(W_SHOW_ME), NULL};
    const char *const offs[] = {words(W_NO_QUESTIONS_J), words(W_OFF_J), NULL};
    const struct view *view = sheet->view;
    float body = (float)view->size.body_px, height = 2.0f * body, width;
    const char *show = ui_wording(view->canvas, (struct ui_type){FONT_TEXT, view->size.body_px, 0},
                                  0.6f * sheet->inner.w - 2.0f * body, shows),
               *off;
    struct rect button, link;

    if (measure)
        return height;
    width = canvas_text_width(view->canvas, FONT_TEXT, view->size.body_px, show) + 2.0f * body;
    button = (struct rect){sheet->inner.x, y, width, height};
    ui_button(view->ui, view->canvas, view->theme, button, show, view->size.body_px, UI_SELECTED,
              sheet->card->show);
    link = (struct rect){button.x + width + GAP_PART * body, y, 0.0f, height};
    link.w = sheet->inner.x + sheet->inner.w - link.x;
    off = ui_wording(view->canvas, view_plain(view), link.w, offs);
    ui_text_middle(view->canvas, link.x, y + 0.5f * height, CANVAS_LEFT,
            view_soft(view), off);
    ui_target(view->ui, link, sheet->card->off, false);
    return height;
}

static const char *score_text(const struct sheet_of *sheet)
{
    const struct question_card *card = sheet->card;

    if (card->answered == 0)
        return words(W_GUESS_COSTS_NOTHING);
    return words_in(sheet->view->arena, W_OF_RIGHT_SO_FAR_IN, card->right, card->answered);
}

static const char *kicker(const struct question *question)
{
    enum question_kind kind = question->kind;

    if (kind == QUESTION_NONE)
        return words(W_YOUR_TURN);
    return question_looks_ahead(kind) ? words(W_YOUR_TURN_BEFORE_NUMBER_APPEARS)
                                      : words(W_YOUR_TURN_WHAT_HAVE_YOU);
}

/* What is said to a word that does not belong there. */
static float not_there(const struct sheet_of *sheet, float y, bool measure)
{
    const struct view *view = sheet->view;
    float size = (float)sheet->size_px, left = GAP_FAR * size;
    struct sheet_of beside = *sheet;

    if (!measure)
        ui_cross(view->canvas,
                 (struct point){sheet->inner.x + GAP_NEAR * size, y + GAP_WIDE * size},
                 GAP_WIDE * size, view->theme->error);
    beside.inner.x += left;
    beside.inner.w -= left;
    return sentence(&beside, y, sheet->card->reply, sheet->size_px, false, view->theme->text,
                    measure);
}

static float ask_all(const struct sheet_of *sheet, float y, bool measure)
{
    const struct view *view = sheet->view;
    const struct question *question = sheet->card->question;
    float body = (float)view->size.body_px, top = y,
          gap = ((sheet->with & WITH_AIR) ? 0.5f : GAP_TIGHT) * body + sheet->air;

    if (sheet->with & WITH_KICKER)
        y += plain(sheet, y, kicker(question), view->size.label_px, true, phase_ink(view), measure)
           + GAP_TIGHT * body;
    y += sentence(sheet, y, question->title,
               (sheet->with & WITH_KICKER) ? view->size.title_px : sheet->size_px, true,
               view->theme->text, measure)
       + gap;
    if (question->typed)
        y += typed_number(sheet, y, measure) + gap;
    if (question->ordered)
        y += plain(sheet, y,
                   words_in(view->arena, W_WHICH_WORD_BELONGS_TO_PLACE, question->placed + 1),
                   sheet->size_px, false, view->theme->text, measure)
           + gap;
    for (size_t i = 0; !question->typed && i < question->count; i++)
        y += answer(sheet, y, i, measure) + gap;
    if (sheet->card->reply.count > 0)
        y += not_there(sheet, y, measure) + gap;
    y += hints(sheet, y, measure) + gap + sheet->air;
    if (sheet->with & WITH_BUTTONS)
        y += buttons(sheet, y, measure);
    if (sheet->with & WITH_SCORE)
        y += GAP_WORD * body
           + plain(sheet, y + GAP_WORD * body, score_text(sheet), view->size.label_px, false,
                   view->theme->text_soft, measure);
    return y - top;
}

static struct sheet_of sheet_in(const struct view *view, struct rect panel)
{
    float pad = (float)view->size.body_px;

    return (struct sheet_of){view, view->question, rect_inset(panel, pad, GAP_PART * pad), WITH_ALL,
                             view->size.body_px, 0.0f};
}

static void frame(const struct view *view, struct rect panel, color edge)
{
    canvas_box(view->canvas, panel, view->size.card, view->theme->panel, edge, view->size.strong);
}

void question_ask_view(const struct view *view, struct rect panel)
{
    struct sheet_of sheet = sheet_in(view, panel);
    const struct question *question = view->question->question;
    /* Between the blocks; below the last one twice. */
    size_t gaps = question->count + 3 + question->ordered + (view->question->reply.count > 0);
    float left;
    struct rect before;

    /* A number that is typed is worked out from what is known: that stays as long as it can. */
    for (unsigned part = WITH_SCORE; part <= WITH_BUTTONS; part *= 2)
        if (ask_all(&sheet, 0.0f, true) > sheet.inner.h
            && !(part == WITH_HINTS && question->typed))
            sheet.with &= ~part;
    while (sheet.size_px > view->size.min_px && ask_all(&sheet, 0.0f, true) > sheet.inner.h)
        sheet.size_px--;
    if (ask_all(&sheet, 0.0f, true) > sheet.inner.h)
        sheet.with &= ~(unsigned)WITH_HINTS;
    left = sheet.inner.h - ask_all(&sheet, 0.0f, true);
    sheet.air = fminf(fmaxf(left / (float)gaps, 0.0f),
                      GAP_PART * (float)view->size.body_px);
    frame(view, panel, phase_ink(view));
    before = canvas_within(view->canvas, rect_inset(panel, 2.0f, 2.0f));
    ask_all(&sheet, sheet.inner.y, false);
    canvas_within(view->canvas, before);
}

/* ---- afterwards ---- */

/* Right, or not: by a sign and in words. */
static float verdict(const struct sheet_of *sheet, float y, bool measure)
{
    const struct view *view = sheet->view;
    const struct question_card *card = sheet->card;
    bool chosen = card->chosen < card->question->count,
         right = chosen && card->chosen == card->question->right && !card->missed;
    float size = (float)view->size.title_px, baseline = y + size, x = sheet->inner.x;
    color ink = !chosen ? phase_ink(view) : right ? view->theme->positive : view->theme->error;

    if (measure)
        return LINE_ROW * size;
    if (right)
        x += ui_check(view->canvas, x, baseline, size, ink);
    else if (chosen) {
        ui_cross(view->canvas, (struct point){x + GAP_NEAR * size, baseline - ui_text_drop(size)},
                 GAP_WIDE * size, view->theme->error);
        x += size;
    }
    canvas_text(view->canvas, x, baseline, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.title_px, ink,
                !chosen ? words(W_ANSWER)
                : right ? words(W_RIGHT_LARGE)
                        : words(W_NOT_QUITE));
    return LINE_ROW * size;
}

static float reveal_all(const struct sheet_of *sheet, float y, bool measure)
{
    const struct view *view = sheet->view;
    const struct question_card *card = sheet->card;
    const struct question *question = card->question;
    bool wrong = card->chosen < question->count
              && (card->chosen != question->right || card->missed);
    float top = y, gap = GAP_NEAR * (float)view->size.body_px;

    y += verdict(sheet, y, measure);
    if (sheet->with & WITH_KICKER)
        y += sentence(sheet, y, question->title, view->size.label_px, false, view->theme->text_soft,
                   measure)
           + 0.5f * gap;
    if (question->typed && card->chosen < question->count)
        y += plain(sheet, y, words_in(view->arena, W_YOU_TYPED, card->typed.text),
                   view->size.label_px, false, view->theme->text_soft, measure)
           + 0.5f * gap;
    y += sentence(sheet, y,
                  question->ordered ? question->whole : question->answers[question->right].text,
                  sheet->size_px, true, view->theme->text, measure)
       + gap;
    if (wrong && card->reply.count > 0)
        y += sentence(sheet, y, card->reply, sheet->size_px, false, view->theme->text, measure)
           + gap;
    if (!wrong || (sheet->with & WITH_HINTS))
        y += sentence(sheet, y, question->why, sheet->size_px, false, view->theme->text, measure);
    return y - top;
}

struct rect question_reveal_view(const struct view *view, struct rect panel)
{
    struct sheet_of sheet = sheet_in(view, panel);
    float pad = panel.h - sheet.inner.h, height, gap = 0.5f * (float)view->size.body_px;
    struct rect before, left = panel;

    for (unsigned part = WITH_SCORE; part <= WITH_KICKER; part *= 2)
        if (reveal_all(&sheet, 0.0f, true) + pad > panel.h)
            sheet.with &= ~part;
    while (sheet.size_px > view->size.min_px && reveal_all(&sheet, 0.0f, true) + pad > panel.h)
        sheet.size_px--;
    height = reveal_all(&sheet, 0.0f, true) + pad;
    panel.h = fminf(height, panel.h);
    left.y += panel.h + gap;
    left.h -= panel.h + gap;
    frame(view, panel, phase_ink(view));
    before = canvas_within(view->canvas, rect_inset(panel, 2.0f, 2.0f));
    reveal_all(&sheet, sheet.inner.y, false);
    canvas_within(view->canvas, before);
    return left;
}
