#include "tensor/tensor_file.h"

#include "base/file.h"
#include "tensor/lists.h"
#include "tensor/safetensors.h"

#include <stdlib.h>
#include <string.h>

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
