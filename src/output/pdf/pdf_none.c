#include "output/pdf/pdf.h"

#include "base/attributes.h"

/* Where the program was built without cairo nothing asks for pages: see format.h. */
struct pdf *pdf_begin(FILE *stream UNUSED, struct outline *outline UNUSED,
                      const struct about *about UNUSED)
{
    return NULL;
}

void pdf_add(struct pdf *pdf UNUSED, const struct canvas *canvas UNUSED,
             struct raster *raster UNUSED, const struct page *page UNUSED,
             const struct page_options *options UNUSED)
{
}

bool pdf_end(struct pdf *pdf UNUSED, struct error *err)
{
    return error_set(err, "this program was built without cairo: it writes no PDF");
}
