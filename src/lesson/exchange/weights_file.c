/* "weights_file" of a scenario's network. */
#include "lesson/scenario_parts.h"

#include "lesson/exchange/weights.h"
#include "tensor/tensor_file.h"

static bool check_layers(const struct node *network)
{
    static const char *const own[] = {"weights", "recurrent_weights", "biases"};
    struct node layers = node_member(network, "layers");

    for (size_t l = 0; l < node_size(&layers); l++)
        for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
            struct node layer = node_element(&layers, l), numbers = node_member(&layer, own[i]);

            if (json_is_array(numbers.json))
                return node_error(&numbers, "the network has a \"weights_file\", too; keep one of "
                                            "the two");
        }
    return true;
}

bool scenario_read_weights_file(const struct node *network, const struct net *net, double *params)
{
    struct node file = node_member(network, "weights_file");
    const char *name = json_string_value(file.json);
    char path[FILE_PATH_SIZE];
    struct tensors tensors;
    struct tensor_layers layers;
    struct error reason;
    bool ok;

    if (file.json == NULL)
        return true;
    if (name == NULL)
        return node_unexpected(&file, "the name of a file of weights, relative to this one");
    if (!check_layers(network))
        return false;
    if (!scenario_find_file(file.file, name, path))
        return node_error(&file, "the path is too long");
    if (!tensors_read(&tensors, path, &reason))
        return node_error(&file, "%.800s", reason.text);
    ok = tensor_layers_find(&layers, &tensors, false, path, &reason)
      && (weights_fill(&layers, net, params, &reason) || error_prefix(&reason, "%.300s", path));
    tensors_finish(&tensors);
    return ok || node_error(&file, "%.800s", reason.text);
}
