#include "base/attributes.h"
#include "output/outline.h"

/* Where the program was built without what reads outlines, nothing asks for them: see format.h. */
struct outline *outline_open(const char *folder UNUSED, struct error *err)
{
    error_set(err, "this program was built without cairo: it has no outlines of fonts");
    return NULL;
}

void outline_close(struct outline *outline UNUSED)
{
}
