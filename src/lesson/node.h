/*
 * node: a value of a JSON document that knows where it stands.
 *
 * Readers walk down with node_member and node_element and ask for what they
 * expect; a value that is something else becomes an error that names the file,
 * the path from the top ("network.layers[1].weights[0]"), what was found and
 * what was expected. A path costs nothing until an error needs it: a node holds
 * a pointer to its parent, which therefore must outlive it (all live on the
 * stack of the functions that read them).
 *
 * Every function that returns bool has set the error when it returns false.
 */
#ifndef BACKSTEP_LESSON_NODE_H
#define BACKSTEP_LESSON_NODE_H

#include "base/attributes.h"
#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NODE_TEXT_MAX = 4000, NODE_LINE_MAX = 200, NODE_NAME_MAX = 64 }; /* bytes */
enum { NODE_QUOTE_SIZE = 64 };

struct node {
    const json_t *json;        /* borrowed from the document; NULL: there is none */
    const struct node *parent; /* borrowed; NULL: the whole document */
    const char *key;           /* borrowed; of a member; NULL: an element */
    size_t index;              /* of an element */
    const char *file;          /* borrowed; the document's name */
    struct error *err;         /* borrowed; where errors go, may be NULL */
};

/* The whole document. */
struct node node_root(const json_t *json, const char *file, struct error *err);

/* A member of an object (json is NULL if it has none of that key); an element of
 * a list, index in range. */
struct node node_member(const struct node *object, const char *key);
struct node node_element(const struct node *list, size_t index);

/* "file: path: sentence"; always false. */
bool node_error(const struct node *node, const char *format, ...) PRINTF_LIKE(2, 3);

/* "found the text "abc", expected ..."; always false. */
bool node_unexpected(const struct node *node, const char *format, ...) PRINTF_LIKE(2, 3);

/* The member must be there; `expected` says what could stand there. */
bool node_require(const struct node *node, const char *expected);

/* The text in double quotes, cut if long; returns out. */
const char *node_quote(const char *text, char out[NODE_QUOTE_SIZE]);

/* A list of min to max elements. */
bool node_check_list(const struct node *node, const char *expected);
size_t node_size(const struct node *list);

bool node_number(const struct node *node, double *out);
bool node_bool(const struct node *node, bool *out);

/* A whole number from min to max; 4.0 and 1e4 count as whole. */
bool node_whole(const struct node *node, uint64_t min, uint64_t max, uint64_t *out);

/* The same; the error says what the maximum is: ", the number of samples". */
bool node_whole_of(const struct node *node, uint64_t min, uint64_t max, const char *max_name,
                   uint64_t *out);

/* A text of at most `most` bytes; *out is owned by the caller. A name: one line,
 * not empty. Prose: white space of any kind becomes single blanks. */
bool node_name(const struct node *node, char **out);
bool node_prose(const struct node *node, size_t most, char **out);

/* One of the words; *out becomes its index. */
bool node_choice(const struct node *node, const char *const *words, size_t count, size_t *out);

/* A list of exactly `count` finite numbers into out; `each` completes "one for
 * each ..." in the error. */
bool node_numbers(const struct node *node, size_t count, const char *each, double *out);

#endif
