#include "formula/writer.h"

#include "formula/lower.h"

static void write_box(struct writer *w, const struct box *box)
{
    const struct writer_form *form = &w->forms[box->kind];

    if (form->write != NULL) {
        form->write(w, box);
        return;
    }
    for (size_t i = 0; i < box->count; i++)
        writer_child(w, i == 0 ? form->before : form->between, box, i,
                     i + 1 == box->count ? form->after : "");
}

void writer_child(struct writer *w, const char *before, const struct box *box, size_t index,
                  const char *after)
{
    const struct box *child = box->children[index];

    text_add(w->out, before);
    write_box(w, w->built_up ? box_bare(child) : child);
    text_add(w->out, after);
}

void writer_formula(struct writer *w, const struct formula *formula, enum formula_show show)
{
    struct arena arena = {0};
    const struct box *box = box_lower(&arena, formula, show);

    w->style.sign = w->style.sign && box->kind == BOX_NUMBER;
    write_box(w, box);
    arena_finish(&arena);
}
