#include "output/svg.h"

#include "base/memory.h"
#include "base/text.h"
#include "output/png.h"
#include "output/vector.h"

#include <math.h>
#include <stdlib.h>

/* How a face is asked for where text stays text. */
static const char *const fonts[FONT_FACE_COUNT] = {
    [FONT_TEXT] = "font-family=\"Inter,sans-serif\"",
    [FONT_TEXT_BOLD] = "font-family=\"Inter,sans-serif\" font-weight=\"600\"",
    [FONT_MONO] = "font-family=\"'JetBrains Mono',monospace\"",
    [FONT_MONO_BOLD] = "font-family=\"'JetBrains Mono',monospace\" font-weight=\"700\"",
    [FONT_MATH] = "font-family=\"STIXGeneral,'STIX Two Text',serif\"",
    [FONT_MATH_ITALIC] = "font-family=\"STIXGeneral,'STIX Two Text',serif\" font-style=\"italic\"",
};

/* A glyph that the picture uses, once. */
struct used {
    enum font_face face;
    unsigned id;
};

struct svg {
    FILE *body;              /* owned: into `bytes` */
    struct outline *outline; /* borrowed */
    bool text;
    bool in_path;            /* an element's d="" is open */
    int clips;               /* how many there were */
    struct used *used;       /* owned */
    size_t used_count, used_capacity;
    bool failed;             /* an image could not be made */
};

/* At most two decimals, none that are 0; there is no -0. */
static void number(FILE *stream, double value)
{
    double hundredths = floor(fabs(value) * 100.0 + 0.5);
    long whole = (long)(hundredths / 100.0);
    int rest = (int)(hundredths - 100.0 * (double)whole);

    if (value < 0.0 && hundredths > 0.0)
        fputc('-', stream);
    fprintf(stream, "%ld", whole);
    if (rest % 10 != 0)
        fprintf(stream, ".%02d", rest);
    else if (rest != 0)
        fprintf(stream, ".%d", rest / 10);
}

static void numbers(FILE *stream, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            fputc(' ', stream);
        number(stream, values[i]);
    }
}

static void escaped(FILE *stream, const char *text)
{
    for (const char *at = text; *at != '\0';) {
        const char *from = at;
        unsigned character = text_next_utf8(&at);
        char utf8[4];

        if (character == '&')
            fputs("&amp;", stream);
        else if (character == '<')
            fputs("&lt;", stream);
        else if (character == '>')
            fputs("&gt;", stream);
        else if (character == '"')
            fputs("&quot;", stream);
        else if (character < 0x20 || (character >= 0x7f && character < 0xa0))
            fputc(' ', stream); /* XML has no others */
        else if (character == 0xfffd)
            fwrite(utf8, 1, text_put_utf8(utf8, character), stream);
        else
            fwrite(from, 1, (size_t)(at - from), stream);
    }
}

static void colour(FILE *stream, const char *what, color c)
{
    if (c >> 24 == 0) {
        fprintf(stream, " %s=\"none\"", what);
        return;
    }
    fprintf(stream, " %s=\"#%06x\"", what, (unsigned)(c & 0xffffff));
    if (c >> 24 != 0xff) {
        fprintf(stream, " %s-opacity=\"", what);
        number(stream, (double)(c >> 24) / 255.0);
        fputc('"', stream);
    }
}

/* ---- the pen ---- */

static void element(struct svg *svg, char letter, const double *values, size_t count)
{
    if (!svg->in_path)
        fputs("<path d=\"", svg->body);
    svg->in_path = true;
    fputc(letter, svg->body);
    numbers(svg->body, values, count);
}

static void on_move(void *context, double x, double y)
{
    element(context, 'M', (const double[]){x, y}, 2);
}

static void on_line(void *context, double x, double y)
{
    element(context, 'L', (const double[]){x, y}, 2);
}

static void on_curve(void *context, double ax, double ay, double bx, double by, double x, double y)
{
    element(context, 'C', (const double[]){ax, ay, bx, by, x, y}, 6);
}

static void on_close(void *context)
{
    element(context, 'Z', NULL, 0);
}

static void on_paint(void *context, const struct vector_ink *ink)
{
    struct svg *svg = context;

    fputc('"', svg->body);
    colour(svg->body, "fill", ink->fill);
    if (ink->even_odd)
        fputs(" fill-rule=\"evenodd\"", svg->body);
    if (ink->stroke >> 24 != 0) {
        colour(svg->body, "stroke", ink->stroke);
        fputs(" stroke-width=\"", svg->body);
        number(svg->body, ink->width);
        fputc('"', svg->body);
        if (ink->off > 0.0) {
            fputs(" stroke-dasharray=\"", svg->body);
            numbers(svg->body, (const double[]){ink->on, ink->off}, 2);
            fputs("\" stroke-dashoffset=\"", svg->body);
            number(svg->body, ink->offset);
            fputc('"', svg->body);
        }
    }
    fputs("/>\n", svg->body);
    svg->in_path = false;
}

static void rectangle(FILE *stream, struct rect rect)
{
    static const char *const names[] = {"x", "y", "width", "height"};
    const double values[] = {(double)rect.x, (double)rect.y, (double)rect.w, (double)rect.h};

    for (size_t i = 0; i < 4; i++) {
        fprintf(stream, " %s=\"", names[i]);
        number(stream, values[i]);
        fputc('"', stream);
    }
}

static void on_clip(void *context, struct rect rect)
{
    struct svg *svg = context;

    fprintf(svg->body, "<clipPath id=\"c%d\"><rect", ++svg->clips);
    rectangle(svg->body, rect);
    fprintf(svg->body, "/></clipPath><g clip-path=\"url(#c%d)\">\n", svg->clips);
}

static void on_unclip(void *context)
{
    fputs("</g>\n", ((struct svg *)context)->body);
}

static void use(struct svg *svg, const struct outline_glyph *glyph)
{
    for (size_t i = 0; i < svg->used_count; i++)
        if (svg->used[i].face == glyph->face && svg->used[i].id == glyph->id)
            return;
    if (svg->used_count == svg->used_capacity) {
        svg->used_capacity = 2 * svg->used_capacity + 64;
        svg->used = memory_resize(svg->used, svg->used_capacity, sizeof *svg->used);
    }
    svg->used[svg->used_count++] = (struct used){glyph->face, glyph->id};
}

/* Outlines are in thousandths of an em. */
static void glyphs_at(struct svg *svg, double x, double y, const struct outline_glyph *glyphs,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        use(svg, &glyphs[i]);
        fprintf(svg->body, "<use xlink:href=\"#g%d-%u\" transform=\"translate(",
                (int)glyphs[i].face, glyphs[i].id);
        numbers(svg->body, (const double[]){x + glyphs[i].x, y + glyphs[i].y}, 2);
        fprintf(svg->body, ") scale(%.3f)\"/>", glyphs[i].size / 1000.0);
    }
}

static void on_text(void *context, const struct canvas_command *command, const char *text, double x,
                    double y, const struct outline_glyph *glyphs, size_t count)
{
    struct svg *svg = context;

    if (!svg->text) {
        fputs("<g", svg->body);
        colour(svg->body, "fill", command->fill);
        fputs(" aria-label=\"", svg->body);
        escaped(svg->body, text);
        fputs("\">", svg->body);
        glyphs_at(svg, x, y, glyphs, count);
        fputs("</g>\n", svg->body);
        return;
    }
    fputs("<text x=\"", svg->body);
    number(svg->body, x);
    fputs("\" y=\"", svg->body);
    number(svg->body, y);
    fprintf(svg->body, "\" %s font-size=\"%d\" textLength=\"", fonts[command->as.text.face],
            command->as.text.size_px);
    number(svg->body, (double)command->as.text.advance);
    fputs("\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"", svg->body);
    colour(svg->body, "fill", command->fill);
    fputc('>', svg->body);
    escaped(svg->body, text);
    fputs("</text>\n", svg->body);
}

static void base64(FILE *stream, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        unsigned three = (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) |
                         (left > 2 ? bytes[i + 2] : 0);

        fputc(digits[three >> 18], stream);
        fputc(digits[three >> 12 & 63], stream);
        fputc(left > 1 ? digits[three >> 6 & 63] : '=', stream);
        fputc(left > 2 ? digits[three & 63] : '=', stream);
    }
}

static void on_image(void *context, const struct vector_image *image)
{
    struct svg *svg = context;
    const struct png_picture picture = {.pixels = image->pixels, .width = image->width,
                                        .height = image->height, .alpha = true};
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    bool ok = stream != NULL && png_encode(&picture, stream, NULL);

    ok = stream != NULL && fclose(stream) == 0 && ok;
    svg->failed |= !ok;
    if (ok) {
        fputs("<image", svg->body);
        rectangle(svg->body, image->rect);
        fprintf(svg->body, " preserveAspectRatio=\"none\"%s xlink:href=\"data:image/png;base64,",
                image->cells ? " style=\"image-rendering:pixelated\"" : "");
        base64(svg->body, (const unsigned char *)bytes, length);
        fputs("\"/>\n", svg->body);
    }
    free(bytes);
}

/* ---- the picture ---- */

static void define_move(void *context, double x, double y)
{
    element(context, 'M', (const double[]){1000.0 * x, -1000.0 * y}, 2);
}

static void define_line(void *context, double x, double y)
{
    element(context, 'L', (const double[]){1000.0 * x, -1000.0 * y}, 2);
}

static void define_curve(void *context, double ax, double ay, double bx, double by, double x,
                         double y)
{
    element(context, 'C', (const double[]){1000.0 * ax, -1000.0 * ay, 1000.0 * bx, -1000.0 * by,
                                           1000.0 * x, -1000.0 * y}, 6);
}

/* The glyphs' outlines; a blank has none, and its path is empty. */
static void write_glyphs(struct svg *svg, FILE *stream)
{
    const struct outline_pen pen = {svg, define_move, define_line, define_curve};

    if (svg->used_count == 0)
        return;
    svg->body = stream;
    fputs("<defs>\n", stream);
    for (size_t i = 0; i < svg->used_count; i++) {
        fprintf(stream, "<path id=\"g%d-%u\" d=\"", (int)svg->used[i].face, svg->used[i].id);
        svg->in_path = true;
        outline_draw(svg->outline, svg->used[i].face, svg->used[i].id, &pen);
        fputs("\"/>\n", stream);
    }
    fputs("</defs>\n", stream);
}

static void say(FILE *stream, const char *name, const char *words)
{
    if (words == NULL || words[0] == '\0')
        return;
    fprintf(stream, "<%s>", name);
    escaped(stream, words);
    fprintf(stream, "</%s>\n", name);
}

static void write_head(const struct canvas *canvas, const struct about *about,
                       const struct page_options *options, FILE *stream)
{
    double unit = options->scale / (options->dpi > 0.0 ? options->dpi : 1.0);
    const char *unit_name = options->dpi > 0.0 ? "in" : "";

    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
          " role=\"img\" width=\"", stream);
    number(stream, (double)canvas->width * unit);
    fprintf(stream, "%s\" height=\"", unit_name);
    number(stream, (double)canvas->height * unit);
    fprintf(stream, "%s\" viewBox=\"0 0 ", unit_name);
    numbers(stream, (const double[]){(double)canvas->width, (double)canvas->height}, 2);
    fputs("\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n", stream);
    say(stream, "title", about->title);
    say(stream, "desc", about->sentence);
    fputs("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n", stream);
    say(stream, "dc:creator", about->author);
    say(stream, "dc:source", about->source);
    say(stream, "dc:publisher", about->software);
    fputs("</metadata>\n", stream);
}

bool svg_write(const struct canvas *canvas, struct outline *outline, struct raster *raster,
               const struct about *about, const struct page_options *options, FILE *stream,
               struct error *err)
{
    struct svg svg = {.outline = outline, .text = options->svg_text};
    const struct vector_pen pen = {.context = &svg, .move = on_move, .line = on_line,
                                   .curve = on_curve, .close = on_close, .paint = on_paint,
                                   .clip = on_clip, .unclip = on_unclip, .text = on_text,
                                   .image = on_image};
    char *bytes = NULL;
    size_t length = 0;
    bool ok;

    svg.body = open_memstream(&bytes, &length);
    ok = svg.body != NULL;
    if (ok) {
        vector_draw(canvas, outline, raster, options->transparent, &pen);
        ok = fclose(svg.body) == 0 && !svg.failed;
    }
    if (ok) {
        write_head(canvas, about, options, stream);
        write_glyphs(&svg, stream);
        fwrite(bytes, 1, length, stream);
        fputs("</svg>\n", stream);
    }
    free(bytes);
    free(svg.used);
    return ok || error_set(err, "not enough memory for the picture");
}
