#include "lesson/synthetic.h"

#include "base/memory.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const double half_turn = 3.14159265358979323846;

/* A text that grows. */
struct writer {
    char *text; /* owned until it is returned */
    size_t length, capacity;
};

static void write_text(struct writer *writer, const char *format, ...)
{
    char piece[256];
    va_list args;
    size_t length;

    va_start(args, format);
    length = (size_t)vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    if (writer->length + length + 1 > writer->capacity) {
        writer->capacity = 2 * writer->capacity + sizeof piece;
        writer->text = memory_resize(writer->text, writer->capacity, 1);
    }
    memcpy(writer->text + writer->length, piece, length + 1);
    writer->length += length;
}

/* The brightness of a pixel, 0 .. 1: a bar through a point near the middle, wherever `shift` moves it. */
static double brightness(size_t side, size_t row, size_t column, double angle, double shift)
{
    double middle = ((double)side - 1.0) / 2.0;
    double x = ((double)column - middle) / (double)side, y = ((double)row - middle) / (double)side;
    double across = x * sin(angle) - y * cos(angle) - shift, along = x * cos(angle) + y * sin(angle);
    double light = exp(-60.0 * across * across) * (fabs(along) < 0.42 ? 1.0 : 0.0);

    return light < 0.05 ? 0.0 : light;
}

static void write_sample(struct writer *writer, size_t side, size_t classes, size_t sample)
{
    size_t class = sample % classes;
    double angle = half_turn * (double)class / (double)classes;
    double shift = 0.05 * ((double)(sample / classes % 5) - 2.0);

    write_text(writer, "%s{\"x\":[", sample > 0 ? ",\n" : "");
    for (size_t i = 0; i < side * side; i++)
        write_text(writer, "%s%.2g", i > 0 ? "," : "", brightness(side, i / side, i % side, angle, shift));
    write_text(writer, "],\"t\":[");
    for (size_t k = 0; k < classes; k++)
        write_text(writer, "%s%d", k > 0 ? "," : "", k == class);
    write_text(writer, "]}");
}

char *synthetic_scenario(const char *title, size_t side, const size_t *hidden, size_t hidden_count,
                         size_t classes, size_t samples, size_t batch)
{
    struct writer writer = {0};

    write_text(&writer, "{\"backstep\":1,\"title\":\"%.100s\",\n\"network\":{\"inputs\":%zu,\"layers\":[", title,
               side * side);
    for (size_t l = 0; l < hidden_count; l++)
        write_text(&writer, "{\"units\":%zu,\"activation\":\"tanh\"},", hidden[l]);
    write_text(&writer, "{\"units\":%zu,\"activation\":\"softmax\"}]},\n", classes);
    write_text(&writer, "\"loss\":\"cross_entropy\",\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.1},\n");
    write_text(&writer, "\"data\":{\"batch\":%zu,\"order\":\"shuffled\",\"samples\":[\n", batch);
    for (size_t i = 0; i < samples; i++)
        write_sample(&writer, side, classes, i);
    write_text(&writer, "]},\n\"stop\":{\"epochs\":10}}\n");
    return writer.text;
}

char *synthetic_big(void)
{
    static const size_t hidden[] = {16, 16};

    return synthetic_scenario("Big: 784-16-16-10", 28, hidden, sizeof hidden / sizeof hidden[0], 10, 50, 5);
}
