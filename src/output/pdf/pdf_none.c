#include "output/pdf/pdf.h"

#include "base/attributes.h"

/* Where the program was built without cairo nothing asks for pages: see format.h. */
struct pdf *pdf_begin(FILE *stream, struct outline *outline, const struct about *about)
{
    (void)stream;
    (void)outline;
    (void)about;
    return NULL;
}

void pdf_add(struct pdf *pdf, const struct canvas *canvas, struct raster *raster,
             const struct page *page, const struct page_options *options)
{
    (void)pdf;
    (void)canvas;
    (void)raster;
    (void)page;
    (void)options;
}

bool pdf_end(struct pdf *pdf, struct error *err)
{
    (void)pdf;
    return error_set(err, "this program was built without cairo: it writes no PDF");
}
