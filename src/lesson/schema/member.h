/*
 * member: what an object of a scenario file may hold, a row a key.
 *
 * A row says what a member is called, what may stand there, and where it goes: the reader of an
 * object, its sentences about what is missing, unknown or out of range, and the lists that README
 * and manual page are compared with come from the same rows. What a row cannot say is a
 * function in it. A member that may be missing leaves what it would be read into as it is.
 */
#ifndef BACKSTEP_LESSON_SCHEMA_MEMBER_H
#define BACKSTEP_LESSON_SCHEMA_MEMBER_H

#include "base/text.h"
#include "lesson/node.h"

enum member_kind {
    MEMBER_READ,   /* by `read` */
    MEMBER_ALWAYS, /* by `read`, which is also called where there is none */
    MEMBER_NUMBER, /* a double of `range` */
    MEMBER_WHOLE,  /* a uint64_t, least .. most */
    MEMBER_FLAG,   /* a bool */
    MEMBER_EITHER, /* a bool: whether it is the second of the two words */
    MEMBER_CHOICE, /* an int or an enum: which of the words it is */
    MEMBER_PROSE,  /* an owned text of at most `most` bytes */
};

enum member_range { MEMBER_ANY, MEMBER_FROM_ZERO, MEMBER_ABOVE_ZERO, MEMBER_FRACTION, MEMBER_RATE };

struct member {
    const char *name;
    enum member_kind kind;
    enum member_range range;
    size_t offset;            /* of its place in what the object is read into */
    uint64_t least, most;
    const char *const *words; /* borrowed */
    size_t word_count;
    const char *needed;       /* what could stand there; NULL: it may be missing */
    const char *home;         /* where it belongs, if that says more than the object's place */
    const char *no_graph;     /* why a graph's document has none; NULL: it may have one */
    bool (*read)(const struct node *node, void *out); /* out: what the object is read into */
};

/* An object's keys. */
struct members {
    const char *place;       /* "in network"; NULL: nobody looks for its keys elsewhere */
    const struct member *rows;
    size_t count;            /* of rows */
    const char *others;      /* keys that functions of the object read, a blank between them */
    const struct members *also; /* keys of another table that it may hold as well */
};

/* The node must be an object, and each of its keys among them; an unknown one is an error that says
 * where it belongs, or names the nearest known one. */
bool members_check(const struct node *object, const struct members *keys);

/* The same of keys with a blank between them, and no others. */
bool members_only(const struct node *object, const char *keys);

/* Reads the members that have a row, in the order of the rows, into `out`. */
bool members_fill(const struct node *object, const struct members *keys, void *out);

/* Both, one after the other. */
bool members_read(const struct node *object, const struct members *keys, void *out);

/* A number of that range. */
bool member_number(const struct node *node, enum member_range range, double *out);

enum { MEMBERS_MAX = 48, MEMBERS_SIZE = 256 };

/* The keys of it and of the tables behind it; returns how many. `words` holds those without a
 * row. */
size_t members_list(const struct members *keys, char words[MEMBERS_SIZE],
                    const char *known[MEMBERS_MAX]);

/* Adds where a key belongs by the tables of the whole format (schema.c): "in a layer"; false if
 * none has it. */
bool member_home(const char *key, struct text *out);

#endif
