#include "output/format.h"

#include "base/attributes.h"
#include "base/text.h"
#include "output/apng.h"
#include "output/gif.h"
#include "output/pdf/pdf.h"
#include "output/png.h"
#include "output/svg.h"

#include <string.h>

#ifdef HAVE_CAIRO
#define CAIRO_PACKAGE NULL
#else
#define CAIRO_PACKAGE "cairo (libcairo2-dev)"
#endif

#ifdef HAVE_GIFLIB
#define GIF_PACKAGE NULL
#else
#define GIF_PACKAGE "giflib (libgif-dev)"
#define gif_begin NULL
#define gif_add NULL
#define gif_end NULL
#endif

static bool png_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
                    struct error *err)
{
    const struct png_picture shape = {.alpha = file->options.transparent,
                                      .dpi = file->options.dpi, .about = &page->about};

    return png_write_stream(canvas, file->raster, &shape, file->stream, err);
}

#ifdef HAVE_CAIRO
static bool svg_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
                    struct error *err)
{
    return svg_write(canvas, file->outline, file->raster, &page->about, &file->options,
                     file->stream, err);
}

static bool begin_pdf(struct format_file *file, const struct about *about, struct error *err UNUSED)
{
    file->state = pdf_begin(file->stream, file->outline, about);
    return true;
}

static bool add_pdf(struct format_file *file, const struct canvas *canvas, const struct page *page,
                    struct error *err UNUSED)
{
    pdf_add(file->state, canvas, file->raster, page, &file->options);
    return true;
}

static bool end_pdf(struct format_file *file, struct error *err)
{
    return pdf_end(file->state, err);
}
#else
#define svg_add NULL
#define begin_pdf NULL
#define add_pdf NULL
#define end_pdf NULL
#endif

static const struct format formats[] = {
    {.name = "png", .add = png_add},
    {.name = "svg", .package = CAIRO_PACKAGE, .outlines = true, .add = svg_add},
    {.name = "pdf", .package = CAIRO_PACKAGE, .outlines = true, .one_file = true,
     .begin = begin_pdf, .add = add_pdf, .end = end_pdf},
    {.name = "apng", .one_file = true, .moves = true, .begin = apng_begin, .add = apng_add,
     .end = apng_end},
    {.name = "gif", .package = GIF_PACKAGE, .one_file = true, .moves = true, .begin = gif_begin,
     .add = gif_add, .end = gif_end},
};

const struct format *format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (text_same_letters(name, formats[i].name))
            return &formats[i];
    return NULL;
}

const struct format *format_of_file(const char *path)
{
    const char *dot = strrchr(path, '.');

    /* A file called ".png" has no name. */
    if (dot == NULL || dot == path || dot[-1] == '/')
        return NULL;
    return format_find(dot + 1);
}

bool format_begin(struct format_file *file, const struct about *about, struct error *err)
{
    file->state = NULL;
    return file->format->begin == NULL || file->format->begin(file, about, err);
}

bool format_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
                struct error *err)
{
    return file->format->add(file, canvas, page, err);
}

bool format_end(struct format_file *file, struct error *err)
{
    return file->format->end == NULL || file->format->end(file, err);
}
