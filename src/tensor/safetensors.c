#include "tensor/safetensors.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_MAX = 16 << 20 };

static uint64_t read_bits(const unsigned char *bytes, size_t count)
{
    uint64_t bits = 0;

    for (size_t i = count; i > 0; i--)
        bits = bits << 8 | bytes[i - 1];
    return bits;
}

static double read_f64(const unsigned char *bytes)
{
    uint64_t bits = read_bits(bytes, 8);
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static double from_f32(uint32_t bits)
{
    float value;

    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

static double read_f32(const unsigned char *bytes)
{
    return from_f32((uint32_t)read_bits(bytes, 4));
}

/* The upper half of an F32. */
static double read_bf16(const unsigned char *bytes)
{
    return from_f32((uint32_t)read_bits(bytes, 2) << 16);
}

/* One bit of sign, five of exponent, ten of fraction (IEEE 754-2008). */
static double read_f16(const unsigned char *bytes)
{
    unsigned bits = (unsigned)read_bits(bytes, 2), exponent = bits >> 10 & 31;
    double fraction = bits & 1023, value;

    if (exponent == 31)
        value = fraction == 0 ? (double)INFINITY : (double)NAN;
    else if (exponent == 0)
        value = ldexp(fraction, -24);
    else
        value = ldexp(1024 + fraction, (int)exponent - 25);
    return (bits & 0x8000) != 0 ? -value : value;
}

static const struct dtype {
    const char *name;
    size_t bytes;
    double (*read)(const unsigned char *bytes);
} dtypes[] = {
    {"F64", 8, read_f64}, {"F32", 4, read_f32}, {"F16", 2, read_f16}, {"BF16", 2, read_bf16}};

static const struct dtype *find_dtype(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof dtypes / sizeof dtypes[0]; i++)
        if (strcmp(dtypes[i].name, name) == 0)
            return &dtypes[i];
    return NULL;
}

/* The header's bytes, and 0 where it does not lie within the file. */
static uint64_t header_length(const char *bytes, size_t length)
{
    uint64_t header = length < 10 ? 0 : read_bits((const unsigned char *)bytes, 8);

    return header >= 2 && header <= length - 8 && header <= HEADER_MAX ? header : 0;
}

bool safetensors_is(const char *bytes, size_t length)
{
    return header_length(bytes, length) != 0 && bytes[8] == '{';
}

/* "shape" as rows and columns: of more than two dimensions all but the first are columns. */
static bool read_shape(const json_t *shape, size_t *dimensions, size_t *rows, size_t *columns)
{
    *dimensions = json_array_size(shape);
    *rows = *columns = 1;
    if (!json_is_array(shape))
        return false;
    for (size_t i = 0; i < *dimensions; i++) {
        json_int_t size = json_integer_value(json_array_get(shape, i));
        size_t *side = i == 0 ? rows : columns;

        if (size < 1 || size > TENSORS_NUMBERS_MAX
            || (uint64_t)size * *side > TENSORS_NUMBERS_MAX)
            return false;
        *side *= (size_t)size;
    }
    return true;
}

/* Where the numbers of an array lie. */
struct range {
    const unsigned char *bytes;
    size_t length;
};

static bool read_range(const json_t *offsets, struct range data, struct range *range)
{
    json_int_t begin = json_integer_value(json_array_get(offsets, 0));
    json_int_t end = json_integer_value(json_array_get(offsets, 1));

    if (json_array_size(offsets) != 2 || begin < 0 || end < begin
        || (uint64_t)end > data.length)
        return false;
    *range = (struct range){data.bytes + begin, (size_t)(end - begin)};
    return true;
}

static bool read_tensor(struct tensors *tensors, const char *name, const json_t *entry,
                        struct range data, struct error *err)
{
    const char *type = json_string_value(json_object_get(entry, "dtype"));
    const struct dtype *dtype = find_dtype(type);
    size_t dimensions, rows, columns;
    struct range range;
    double *values;

    if (dtype == NULL)
        return error_set(err, "its numbers are of type %.20s; expected F64, F32, F16 or BF16",
                         type != NULL ? type : "unknown");
    if (!read_shape(json_object_get(entry, "shape"), &dimensions, &rows, &columns))
        return error_set(err, "its \"shape\" is not a list of sizes of at least 1, of %d numbers "
                              "at most", TENSORS_NUMBERS_MAX);
    if (!read_range(json_object_get(entry, "data_offsets"), data, &range))
        return error_set(err, "its \"data_offsets\" do not lie in the file; it may be cut short");
    if (rows > range.length || range.length != rows * columns * dtype->bytes)
        return error_set(err, "it has %zu bytes, expected %zu × %zu numbers of %zu bytes",
                         range.length, rows, columns, dtype->bytes);
    values = tensors_add(tensors, name, dimensions, rows, columns, err);
    for (size_t i = 0; values != NULL && i < rows * columns; i++)
        values[i] = dtype->read(range.bytes + i * dtype->bytes);
    return values != NULL;
}

bool safetensors_parse(struct tensors *tensors, const char *bytes, size_t length, const char *name,
                       struct error *err)
{
    size_t header = (size_t)header_length(bytes, length);
    struct range data = {(const unsigned char *)bytes + 8 + header, length - 8 - header};
    json_error_t error;
    json_t *json = json_loadb(bytes + 8, header, JSON_REJECT_DUPLICATES, &error), *entry;
    const char *key;
    bool ok = json_is_object(json);

    tensors->sorted = true;
    if (!ok)
        error_set(err, "%.300s: its header is not JSON: %s", name,
                  json == NULL ? error.text : "no object");
    json_object_foreach(json, key, entry) {
        if (strcmp(key, "__metadata__") == 0)
            continue;
        ok = read_tensor(tensors, key, entry, data, err)
          || error_prefix(err, "%.300s: \"%.*s\"", name, TENSORS_NAME_MAX, key);
        if (!ok)
            break;
    }
    json_decref(json);
    return ok;
}

static void write_bits(FILE *stream, uint64_t bits)
{
    for (int i = 0; i < 8; i++)
        putc((int)(bits >> 8 * i & 255), stream);
}

/* The JSON of all, padded with blanks to a multiple of eight bytes, as the format's own writer
 * does: the numbers are then aligned. Owned by the caller; NULL: a name is not UTF-8. */
static char *header_text(const struct tensors *tensors)
{
    json_t *json = json_object();
    size_t at = 0, length, padded;
    char *text;

    for (size_t i = 0; i < tensors->count; i++) {
        const struct tensor *tensor = &tensors->items[i];
        size_t end = at + tensor->rows * tensor->columns * 8;
        json_t *shape = json_array();

        if (tensor->dimensions > 0)
            json_array_append_new(shape, json_integer((json_int_t)tensor->rows));
        if (tensor->dimensions > 1)
            json_array_append_new(shape, json_integer((json_int_t)tensor->columns));
        if (json_object_set_new(json, tensor->name,
                                json_pack("{s:s,s:o,s:[I,I]}", "dtype", "F64", "shape", shape,
                                          "data_offsets", (json_int_t)at, (json_int_t)end))
            != 0) {
            json_decref(json);
            return NULL;
        }
        at = end;
    }
    text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (text == NULL)
        return NULL;
    length = strlen(text);
    padded = (length + 7) / 8 * 8;
    text = realloc(text, padded + 1);
    if (text == NULL)
        return NULL;
    memset(text + length, ' ', padded - length);
    text[padded] = '\0';
    return text;
}

bool safetensors_write(const struct tensors *tensors, FILE *stream, struct error *err)
{
    char *header = header_text(tensors);

    if (header == NULL)
        return error_set(err, "not enough memory for the file's header");
    write_bits(stream, strlen(header));
    fputs(header, stream);
    free(header);
    for (size_t i = 0; i < tensors->count; i++) {
        const struct tensor *tensor = &tensors->items[i];

        for (size_t k = 0; k < tensor->rows * tensor->columns; k++) {
            uint64_t bits;

            memcpy(&bits, &tensor->values[k], sizeof bits);
            write_bits(stream, bits);
        }
    }
    return true;
}
