#include "output/outline.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <freetype/freetype.h>
#include <freetype/ftoutln.h>
#include <hb-ft.h>
#include <hb-ot.h>
#include <hb.h>

#include <math.h>
#include <stdlib.h>

/* HarfBuzz has whole numbers: so many to a pixel. */
enum { PARTS = 64 };

struct outline_font {
    FT_Face face;      /* owned */
    hb_font_t *shaper; /* owned */
    double cap_height; /* of an em */
};

struct outline {
    FT_Library library; /* owned */
    struct outline_font fonts[FONT_FACE_COUNT];
    hb_buffer_t *buffer;          /* owned */
    struct outline_glyph *glyphs; /* owned */
    size_t count, capacity;
};

static bool open_face(struct outline *outline, enum font_face face, const char *folder,
                      struct error *err)
{
    struct outline_font *font = &outline->fonts[face];
    char path[FILE_PATH_SIZE];

    if (snprintf(path, sizeof path, "%s/%s", folder, font_files[face]) >= (int)sizeof path)
        return error_set(err, "cannot read the fonts in '%.60s...': the path is too long", folder);
    if (FT_New_Face(outline->library, path, 0, &font->face) != 0 ||
        FT_Load_Char(font->face, 'H', FT_LOAD_NO_SCALE) != 0)
        return error_set(err, "'%s' is not a font that can be used: install Backstep again", path);
    font->cap_height = (double)font->face->glyph->metrics.horiBearingY /
                       font->face->units_per_EM;
    font->shaper = hb_ft_font_create_referenced(font->face);
    hb_ot_font_set_funcs(font->shaper);
    return true;
}

struct outline *outline_open(const char *folder, struct error *err)
{
    struct outline *outline = memory_new(1, sizeof *outline);
    bool ok = FT_Init_FreeType(&outline->library) == 0 ||
              error_set(err, "cannot start FreeType, which reads fonts");

    outline->buffer = hb_buffer_create();
    for (int face = 0; ok && face < FONT_FACE_COUNT; face++)
        ok = open_face(outline, (enum font_face)face, folder, err);
    if (ok)
        return outline;
    outline_close(outline);
    return NULL;
}

void outline_close(struct outline *outline)
{
    if (outline == NULL)
        return;
    for (int face = 0; face < FONT_FACE_COUNT; face++) {
        hb_font_destroy(outline->fonts[face].shaper);
        FT_Done_Face(outline->fonts[face].face);
    }
    hb_buffer_destroy(outline->buffer);
    FT_Done_FreeType(outline->library);
    free(outline->glyphs);
    free(outline);
}

/* The face that has the character, or that in which it gets a stand-in. */
static enum font_face face_of(const struct outline *outline, enum font_face face,
                              unsigned *character)
{
    for (int stand_in = -1; stand_in < FONT_STAND_INS; stand_in++) {
        const char *other = stand_in >= 0 ? font_stand_ins[stand_in] : NULL;

        if (other != NULL)
            *character = text_next_utf8(&other);
        for (int rank = 0; rank < FONT_FALLBACKS; rank++) {
            enum font_face candidate = font_fallbacks[face][rank];

            if (FT_Get_Char_Index(outline->fonts[candidate].face, *character) != 0)
                return candidate;
        }
    }
    return face;
}

/* Shapes what the buffer has and adds the glyphs, from the pen on; returns where it ends. */
static double shape_run(struct outline *outline, enum font_face face, double size, double pen,
                        size_t end)
{
    struct outline_font *font = &outline->fonts[face];
    hb_glyph_position_t *places;
    hb_glyph_info_t *infos;
    unsigned count = 0;

    hb_font_set_scale(font->shaper, (int)(size * PARTS), (int)(size * PARTS));
    hb_buffer_guess_segment_properties(outline->buffer);
    hb_buffer_set_direction(outline->buffer, HB_DIRECTION_LTR);
    hb_shape(font->shaper, outline->buffer, NULL, 0);
    infos = hb_buffer_get_glyph_infos(outline->buffer, &count);
    places = hb_buffer_get_glyph_positions(outline->buffer, &count);
    for (unsigned i = 0; i < count; i++) {
        bool same = i > 0 && infos[i].cluster == infos[i - 1].cluster;
        unsigned next = i + 1;

        while (next < count && infos[next].cluster == infos[i].cluster)
            next++;
        if (outline->count == outline->capacity) {
            outline->capacity = 2 * outline->capacity + 64;
            outline->glyphs = memory_resize(outline->glyphs, outline->capacity,
                                            sizeof *outline->glyphs);
        }
        outline->glyphs[outline->count++] = (struct outline_glyph){
            .face = face, .size = size, .id = infos[i].codepoint,
            .x = pen + (double)places[i].x_offset / PARTS,
            .y = -(double)places[i].y_offset / PARTS,
            .start = infos[i].cluster,
            .length = same ? 0 : (next < count ? infos[next].cluster : end) - infos[i].cluster,
        };
        pen += (double)places[i].x_advance / PARTS;
    }
    return pen;
}

const struct outline_glyph *outline_shape(struct outline *outline, enum font_face face, int size_px,
                                          const char *text, size_t *count)
{
    const char *at = text;
    double pen = 0.0;

    outline->count = 0;
    while (*at != '\0') {
        enum font_face run = FONT_FACE_COUNT;
        size_t start = (size_t)(at - text);

        hb_buffer_clear_contents(outline->buffer);
        hb_buffer_set_content_type(outline->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
        while (*at != '\0') {
            const char *next = at;
            unsigned character = text_next_utf8(&next);
            enum font_face has = face_of(outline, face, &character);

            if (run != FONT_FACE_COUNT && has != run)
                break;
            run = has;
            hb_buffer_add(outline->buffer, character, (unsigned)(at - text));
            at = next;
        }
        /* The screen's pen begins each run on a whole pixel. */
        pen = start > 0 ? floor(pen + 0.5) : 0.0;
        pen = shape_run(outline, run,
                        floor((double)size_px * outline->fonts[face].cap_height /
                                  outline->fonts[run].cap_height +
                              0.5),
                        pen, (size_t)(at - text));
    }
    *count = outline->count;
    return outline->glyphs;
}

/* ---- contours ---- */

struct walk {
    const struct outline_pen *pen; /* borrowed */
    double em;
    FT_Vector at;
};

static int on_move(const FT_Vector *to, void *context)
{
    struct walk *walk = context;

    walk->at = *to;
    walk->pen->move(walk->pen->context, (double)to->x / walk->em, (double)to->y / walk->em);
    return 0;
}

static int on_line(const FT_Vector *to, void *context)
{
    struct walk *walk = context;

    walk->at = *to;
    walk->pen->line(walk->pen->context, (double)to->x / walk->em, (double)to->y / walk->em);
    return 0;
}

static int on_cubic(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to, void *context)
{
    struct walk *walk = context;

    walk->at = *to;
    walk->pen->curve(walk->pen->context, (double)a->x / walk->em, (double)a->y / walk->em,
                     (double)b->x / walk->em, (double)b->y / walk->em, (double)to->x / walk->em,
                     (double)to->y / walk->em);
    return 0;
}

static int on_conic(const FT_Vector *c, const FT_Vector *to, void *context)
{
    struct walk *walk = context;
    double x = (double)walk->at.x, y = (double)walk->at.y, em = walk->em;

    walk->at = *to;
    walk->pen->curve(walk->pen->context, (x + 2.0 * (double)c->x) / 3.0 / em,
                     (y + 2.0 * (double)c->y) / 3.0 / em,
                     ((double)to->x + 2.0 * (double)c->x) / 3.0 / em,
                     ((double)to->y + 2.0 * (double)c->y) / 3.0 / em, (double)to->x / em,
                     (double)to->y / em);
    return 0;
}

void outline_draw(struct outline *outline, enum font_face face, unsigned id,
                  const struct outline_pen *pen)
{
    static const FT_Outline_Funcs walkers = {.move_to = on_move, .line_to = on_line,
                                             .conic_to = on_conic, .cubic_to = on_cubic};
    FT_Face from = outline->fonts[face].face;
    struct walk walk = {.pen = pen, .em = from->units_per_EM};

    if (FT_Load_Glyph(from, id, FT_LOAD_NO_SCALE) == 0)
        FT_Outline_Decompose(&from->glyph->outline, &walkers, &walk);
}

void *outline_face(struct outline *outline, enum font_face face)
{
    return outline->fonts[face].face;
}
