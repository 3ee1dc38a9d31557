#include "output/pdf/pdf.h"

#include "base/memory.h"
#include "base/text.h"
#include "output/pdf/pdf_alt.h"
#include "output/vector.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_AN_INCH = 72 };

struct pdf {
    struct pdf_alt alt;       /* owned: on the way to the stream, which is borrowed */
    struct outline *outline;  /* borrowed */
    cairo_surface_t *surface; /* owned */
    cairo_t *cairo;           /* owned */
    cairo_font_face_t *faces[FONT_FACE_COUNT]; /* owned */
    int pages;
    int chapter;              /* the outline's entry that is open; 0: none */
    int code;                 /* errno of a failed write */
};

static cairo_status_t on_write(void *closure, const unsigned char *bytes, unsigned length)
{
    struct pdf *pdf = closure;

    errno = 0;
    if (pdf->code == 0 && pdf_alt_write(&pdf->alt, bytes, length) != length)
        pdf->code = errno != 0 ? errno : EIO;
    return pdf->code == 0 ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void say(struct pdf *pdf, cairo_pdf_metadata_t what, const char *words)
{
    if (words != NULL && words[0] != '\0')
        cairo_pdf_surface_set_metadata(pdf->surface, what, words);
}

struct pdf *pdf_begin(FILE *stream, struct outline *outline, const struct about *about)
{
    struct pdf *pdf = memory_new(1, sizeof *pdf);

    pdf->alt.stream = stream;
    pdf->outline = outline;
    pdf->surface = cairo_pdf_surface_create_for_stream(on_write, pdf, 1.0, 1.0);
    /* Later versions may pack objects where no update finds them. */
    cairo_pdf_surface_restrict_to_version(pdf->surface, CAIRO_PDF_VERSION_1_4);
    pdf->cairo = cairo_create(pdf->surface);
    for (int face = 0; face < FONT_FACE_COUNT; face++)
        pdf->faces[face] = cairo_ft_font_face_create_for_ft_face(
            outline_face(outline, (enum font_face)face), 0);
    say(pdf, CAIRO_PDF_METADATA_TITLE, about->title);
    say(pdf, CAIRO_PDF_METADATA_AUTHOR, about->author);
    say(pdf, CAIRO_PDF_METADATA_SUBJECT, about->sentence);
    say(pdf, CAIRO_PDF_METADATA_KEYWORDS, about->source);
    say(pdf, CAIRO_PDF_METADATA_CREATOR, about->software);
    /* The time of writing would make every run another file. */
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    return pdf;
}

/* ---- the pen ---- */

static void on_move(void *context, double x, double y)
{
    cairo_move_to(((struct pdf *)context)->cairo, x, y);
}

static void on_line(void *context, double x, double y)
{
    cairo_line_to(((struct pdf *)context)->cairo, x, y);
}

static void on_curve(void *context, double ax, double ay, double bx, double by, double x, double y)
{
    cairo_curve_to(((struct pdf *)context)->cairo, ax, ay, bx, by, x, y);
}

static void on_close(void *context)
{
    cairo_close_path(((struct pdf *)context)->cairo);
}

static void dip(cairo_t *cairo, color c)
{
    cairo_set_source_rgba(cairo, (c >> 16 & 0xff) / 255.0, (c >> 8 & 0xff) / 255.0,
                          (c & 0xff) / 255.0, (c >> 24) / 255.0);
}

static void on_paint(void *context, const struct vector_ink *ink)
{
    cairo_t *cairo = ((struct pdf *)context)->cairo;

    if (ink->fill >> 24 != 0) {
        dip(cairo, ink->fill);
        cairo_set_fill_rule(cairo, ink->even_odd ? CAIRO_FILL_RULE_EVEN_ODD
                                                 : CAIRO_FILL_RULE_WINDING);
        cairo_fill_preserve(cairo);
    }
    if (ink->stroke >> 24 != 0) {
        dip(cairo, ink->stroke);
        cairo_set_line_width(cairo, ink->width);
        cairo_set_dash(cairo, (const double[]){ink->on, ink->off}, ink->off > 0.0 ? 2 : 0,
                       ink->offset);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

static void on_clip(void *context, struct rect rect)
{
    cairo_t *cairo = ((struct pdf *)context)->cairo;

    cairo_save(cairo);
    cairo_rectangle(cairo, (double)rect.x, (double)rect.y, (double)rect.w, (double)rect.h);
    cairo_clip(cairo);
}

static void on_unclip(void *context)
{
    cairo_restore(((struct pdf *)context)->cairo);
}

/* Glyphs of one face and size, from `first` on; returns how many. */
static size_t show_run(struct pdf *pdf, const char *text, double x, double y,
                       const struct outline_glyph *all, size_t first, size_t count)
{
    cairo_glyph_t glyphs[128];
    cairo_text_cluster_t clusters[128];
    const struct outline_glyph *head = &all[first];
    size_t bytes = 0;
    int made = 0, marked = 0;

    for (size_t i = first; i < count && made < 128; i++, made++) {
        const struct outline_glyph *glyph = &all[i];

        if (glyph->face != head->face || glyph->size != head->size)
            break;
        glyphs[made] = (cairo_glyph_t){glyph->id, x + glyph->x, y + glyph->y};
        if (glyph->length == 0 && marked > 0)
            clusters[marked - 1].num_glyphs++;
        else
            clusters[marked++] = (cairo_text_cluster_t){(int)glyph->length, 1};
        bytes += glyph->length;
    }
    cairo_set_font_face(pdf->cairo, pdf->faces[head->face]);
    cairo_set_font_size(pdf->cairo, head->size);
    cairo_show_text_glyphs(pdf->cairo, text + head->start, (int)bytes, glyphs, made, clusters,
                           marked, 0);
    return (size_t)made;
}

static void on_text(void *context, const struct canvas_command *command, const char *text, double x,
                    double y, const struct outline_glyph *glyphs, size_t count)
{
    struct pdf *pdf = context;

    dip(pdf->cairo, command->fill);
    if (!text_valid_utf8(text, strlen(text)))
        return;
    for (size_t i = 0; i < count;)
        i += show_run(pdf, text, x, y, glyphs, i, count);
}

static void on_image(void *context, const struct vector_image *image)
{
    /* Poppler gives an image whose edge lies on a pixel's the next pixel, too. */
    static const double within = 0.01;
    cairo_t *cairo = ((struct pdf *)context)->cairo;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image->width,
                                                          image->height);
    unsigned char *bytes = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);

    cairo_surface_flush(surface);
    for (int y = 0; bytes != NULL && y < image->height; y++) {
        uint32_t *row = (uint32_t *)(void *)(bytes + (ptrdiff_t)y * stride);

        for (int x = 0; x < image->width; x++) {
            uint32_t pixel = image->pixels[(size_t)y * (size_t)image->width + (size_t)x];
            uint32_t alpha = pixel >> 24, out = alpha << 24;

            for (int shift = 0; shift < 24; shift += 8)
                out |= ((pixel >> shift & 0xff) * alpha + 127) / 255 << shift;
            row[x] = out;
        }
    }
    cairo_surface_mark_dirty(surface);
    cairo_save(cairo);
    cairo_translate(cairo, (double)image->rect.x + within, (double)image->rect.y + within);
    cairo_scale(cairo, ((double)image->rect.w - 2.0 * within) / image->width,
                ((double)image->rect.h - 2.0 * within) / image->height);
    cairo_set_source_surface(cairo, surface, 0.0, 0.0);
    cairo_pattern_set_filter(cairo_get_source(cairo),
                             image->cells ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
    cairo_paint(cairo);
    cairo_restore(cairo);
    cairo_surface_destroy(surface);
}

/* ---- pages ---- */

/* The page's places in the outline: below its chapter, which it may begin. */
static void mark_page(struct pdf *pdf, const struct page *page)
{
    char link[32];

    snprintf(link, sizeof link, "page=%d pos=[0 0]", ++pdf->pages);
    if (page->chapter != NULL)
        pdf->chapter = cairo_pdf_surface_add_outline(pdf->surface, CAIRO_PDF_OUTLINE_ROOT,
                                                     page->chapter, link,
                                                     CAIRO_PDF_OUTLINE_FLAG_OPEN);
    if (page->entry != NULL)
        cairo_pdf_surface_add_outline(pdf->surface, pdf->chapter, page->entry, link,
                                      (cairo_pdf_outline_flags_t)0);
    if (page->label != NULL)
        cairo_pdf_surface_set_page_label(pdf->surface, page->label);
}

void pdf_add(struct pdf *pdf, const struct canvas *canvas, struct raster *raster,
             const struct page *page, const struct page_options *options)
{
    const struct vector_pen pen = {.context = pdf, .move = on_move, .line = on_line,
                                   .curve = on_curve, .close = on_close, .paint = on_paint,
                                   .clip = on_clip, .unclip = on_unclip, .text = on_text,
                                   .image = on_image};
    double scale = POINTS_AN_INCH * options->scale /
                   (options->dpi > 0.0 ? options->dpi : (double)PAGE_DPI);

    cairo_pdf_surface_set_size(pdf->surface, (double)canvas->width * scale,
                               (double)canvas->height * scale);
    mark_page(pdf, page);
    pdf_alt_add(&pdf->alt, page->about.sentence != NULL ? page->about.sentence : "");
    cairo_save(pdf->cairo);
    cairo_scale(pdf->cairo, scale, scale);
    cairo_set_line_cap(pdf->cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pdf->cairo, CAIRO_LINE_JOIN_ROUND);
    vector_draw(canvas, pdf->outline, raster, options->transparent, &pen);
    cairo_restore(pdf->cairo);
    cairo_show_page(pdf->cairo);
}

bool pdf_end(struct pdf *pdf, struct error *err)
{
    cairo_status_t status;
    int code;

    cairo_destroy(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    status = cairo_surface_status(pdf->surface);
    pdf_alt_end(&pdf->alt);
    code = pdf->code;
    cairo_surface_destroy(pdf->surface);
    for (int face = 0; face < FONT_FACE_COUNT; face++)
        cairo_font_face_destroy(pdf->faces[face]);
    free(pdf);
    if (code != 0)
        return error_set(err, "%s", error_reason(code).text);
    return status == CAIRO_STATUS_SUCCESS ||
           error_set(err, "cairo failed (%s)", cairo_status_to_string(status));
}
