#include "app/asked.h"

#include "app/command.h"

struct quantity asked_about(const struct asked *asked)
{
    return asked->hovered.kind != QUANTITY_NONE ? asked->hovered : asked->selected;
}

void asked_choose(struct asked *asked, struct quantity quantity)
{
    asked->hovered = (struct quantity){0};
    asked->selected = quantity;
}

static bool hover(struct asked *asked, struct quantity quantity)
{
    bool same = quantity_equal(quantity, asked->hovered);

    asked->hovered = quantity;
    return !same;
}

bool asked_point(struct asked *asked, const struct ui *ui, struct point at)
{
    const struct ui_target *item = ui_item_at(ui, at);

    return hover(asked, item != NULL && item->action.command == COMMAND_SELECT
                            ? quantity_unpack(item->action.argument) : (struct quantity){0});
}

bool asked_unpoint(struct asked *asked)
{
    return hover(asked, (struct quantity){0});
}
