#include "tensor/tensor_file.h"

#include "base/file.h"
#include "tensor/safetensors.h"
#include "tensor/tensors.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- arrays as JSON lists ---- */

static json_t *load(const char *bytes, size_t length, json_error_t *error)
{
    return json_loadb(bytes, length, JSON_DECODE_INT_AS_REAL, error);
}

/* Whether the word occurs: most documents are scenarios, and this is cheaper than to read them. */
static bool mentions(const char *bytes, size_t length, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= length; i++)
        if (bytes[i] == word[0] && memcmp(bytes + i, word, n) == 0)
            return true;
    return false;
}

/* An object that has a list for a value, but none of what a scenario without its version has. */
static bool has_lists(json_t *object)
{
    const char *key;
    json_t *value;
    bool has = false;

    if (json_object_get(object, "network") != NULL || json_object_get(object, "graph") != NULL)
        return false;
    json_object_foreach(object, key, value)
        has = has || json_is_array(value);
    return has;
}

/* Whether the bytes are JSON, and no scenario. */
static bool lists_are(const char *bytes, size_t length)
{
    size_t i = 0;
    json_t *json;
    bool are;

    while (i < length && isspace((unsigned char)bytes[i]))
        i++;
    if (i == length || (bytes[i] != '[' && bytes[i] != '{')
        || mentions(bytes, length, "\"backstep\""))
        return false;
    json = load(bytes, length, NULL);
    are = json_is_array(json) || has_lists(json);
    json_decref(json);
    return are;
}

/* The depth of nested lists, by their first elements. */
static size_t depth_of(const json_t *list)
{
    size_t depth = 0;

    for (; json_is_array(list); list = json_array_get(list, 0))
        depth++;
    return depth;
}

static bool read_number(const json_t *json, double *out)
{
    *out = json_number_value(json);
    return json_is_number(json);
}

static bool read_row(const json_t *row, size_t columns, double *out)
{
    if (json_array_size(row) != columns)
        return false;
    for (size_t k = 0; k < columns; k++)
        if (!read_number(json_array_get(row, k), out + k))
            return false;
    return true;
}

static bool read_array(struct tensors *tensors, const char *name, const json_t *list,
                       const char *file, const char *where, struct error *err)
{
    size_t depth = depth_of(list), rows = json_array_size(list);
    size_t columns = depth < 2 ? 1 : json_array_size(json_array_get(list, 0));
    struct error reason;
    double *values;

    if (depth < 1 || depth > 2)
        return error_set(err, "%.300s: %s: found %s, expected a list of numbers or of rows of them",
                         file, where, depth < 1 ? "no list" : "lists three deep or more");
    if (rows == 0 || columns == 0)
        return error_set(err, "%.300s: %s: found an empty list, expected numbers", file, where);
    values = tensors_add(tensors, name, depth, rows, columns, &reason);
    if (values == NULL)
        return error_set(err, "%.300s: %s: %s", file, where, reason.text);
    if (depth == 1 && !read_row(list, rows, values))
        return error_set(err, "%.300s: %s: expected a list of numbers only", file, where);
    for (size_t j = 0; depth == 2 && j < rows; j++)
        if (!read_row(json_array_get(list, j), columns, values + j * columns))
            return error_set(err,
                             "%.300s: %s: row %zu is not a list of %zu number%s, as the first is",
                             file, where, j + 1, columns, columns == 1 ? "" : "s");
    return true;
}

static bool read_all(struct tensors *tensors, json_t *json, const char *file, struct error *err)
{
    const char *key;
    json_t *value;
    char where[TENSORS_NAME_MAX + 8];
    size_t index;

    json_array_foreach(json, index, value) {
        snprintf(where, sizeof where, "[%zu]", index);
        if (!read_array(tensors, "", value, file, where, err))
            return false;
    }
    json_object_foreach(json, key, value) {
        snprintf(where, sizeof where, "\"%.*s\"", TENSORS_NAME_MAX, key);
        if (!read_array(tensors, key, value, file, where, err))
            return false;
    }
    return true;
}

/* As tensors_parse; adds to `tensors`, also before it fails. */
static bool lists_parse(struct tensors *tensors, const char *bytes, size_t length, const char *name,
                        struct error *err)
{
    json_error_t error;
    json_t *json = load(bytes, length, &error);
    bool ok;

    if (json == NULL)
        return error_set(err, "%.300s: line %d, column %d: %s; expected JSON of lists", name,
                         error.line, error.column, error.text);
    ok = read_all(tensors, json, name, err);
    json_decref(json);
    return ok;
}

/* ---- a file ---- */

bool tensors_are(const char *bytes, size_t length)
{
    return safetensors_is(bytes, length) || lists_are(bytes, length);
}

/* A row a kind: how it begins, what it is, and how what it holds is saved to be read here. */
static const struct {
    const char *begins;
    size_t length;
    const char *what, *remedy;
} foreign[] = {
    {"\x89HDF\r\n\x1a\n", 8, "an HDF5 file, as Keras writes it (.h5)",
     "in Python, json.dump([w.tolist() for w in model.get_weights()], open(\"w.json\", "
     "\"w\")) and 'backstep convert --keras w.json OUT'"},
    {"PK\x03\x04", 4,
     "an archive, as PyTorch (.pt, .pth), Keras (.keras) and NumPy (.npz) write it",
     "in PyTorch, safetensors.torch.save_file(model.state_dict(), \"w.safetensors\"); in Keras, "
     "json.dump([w.tolist() for w in model.get_weights()], open(\"w.json\", \"w\")) and "
     "'backstep convert --keras'"},
    {"\x80\x02", 2, "a pickle, as older PyTorch writes it (.pt)",
     "in Python, safetensors.torch.save_file(model.state_dict(), \"w.safetensors\")"},
    {"\x93NUMPY", 6, "an array of NumPy (.npy)",
     "in Python, json.dump({\"0.weight\": w.tolist(), \"0.bias\": b.tolist()}, "
     "open(\"w.json\", \"w\"))"},
    {"\x08", 1, "an ONNX file, or none of a network",
     "in PyTorch, safetensors.torch.save_file(model.state_dict(), \"w.safetensors\")"},
};

bool tensors_foreign(const char *bytes, size_t length, const char *name, struct error *err)
{
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (length >= foreign[i].length
            && memcmp(bytes, foreign[i].begins, foreign[i].length) == 0) {
            error_set(err, "%.300s is %s, which cannot be read here; %s", name, foreign[i].what,
                      foreign[i].remedy);
            return true;
        }
    return false;
}

bool tensors_parse(struct tensors *tensors, const char *bytes, size_t length, const char *name,
                   struct error *err)
{
    bool ok;

    *tensors = (struct tensors){0};
    if (safetensors_is(bytes, length))
        ok = safetensors_parse(tensors, bytes, length, name, err);
    else
        ok = !tensors_foreign(bytes, length, name, err)
          && lists_parse(tensors, bytes, length, name, err);
    if (ok && tensors->count == 0)
        ok = error_set(err, "%.300s: there is no array of numbers in it", name);
    if (!ok)
        tensors_finish(tensors);
    return ok;
}

bool tensors_read(struct tensors *tensors, const char *path, struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    bool ok;

    *tensors = (struct tensors){0};
    ok = file_read_named(path, TENSORS_BYTES_MAX, &bytes, &length, err)
      && tensors_parse(tensors, bytes, length, path, err);
    free(bytes);
    return ok;
}
