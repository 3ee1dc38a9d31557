#include "cli/train/train_line.h"

#include "base/text.h"
#include "cli/cli.h"
#include "platform/loop.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum { BAR = 10, BETWEEN_MS = 100, LINES_MS = 10000 };

/* At the end of an iteration: where a slice ends, the next epoch may have begun. */
static void iteration_ended(void *context, const struct stepper *stepper)
{
    struct train_line *line = context;

    line->done = stepper->here.iteration;
    line->loss = stepper->state.epoch_loss;
    line->samples = stepper->here.epoch_offset + stepper->here.batch_count;
}

void train_state_of(struct train_state *state, const struct train_line *line,
                    const struct stepper *stepper, double seconds)
{
    *state = (struct train_state){
        .done = line->done,
        .most = stop_last_iteration(&stepper->training.stop,
                                    program_epoch_iterations(&stepper->program)),
        .loss = line->samples > 0 ? line->loss / (double)line->samples : 0.0,
        .seconds = seconds,
    };
}

static void add_bar(struct text *text, double part)
{
    int full = (int)(part * BAR);

    text_add(text, "[");
    for (int i = 0; i < BAR; i++)
        text_add(text, i < full ? "#" : ".");
    text_add(text, "] ");
}

static void add_duration(struct text *text, double seconds)
{
    if (seconds < 100)
        text_printf(text, "%.0f s", ceil(seconds));
    else if (seconds < 100 * 60)
        text_printf(text, "%.0f min", seconds / 60);
    else
        text_printf(text, "%.1f h", seconds / 3600);
}

const char *train_line_text(const struct train_state *state, bool bar, char out[TRAIN_LINE_SIZE])
{
    double done = (double)state->done, most = (double)state->most;
    double rate = state->seconds > 0 ? done / state->seconds : 0.0;
    struct text text;

    text_init(&text, out, TRAIN_LINE_SIZE);
    if (bar && state->most > 0)
        add_bar(&text, done / most);
    text_printf(&text, "iteration %llu", (unsigned long long)state->done);
    if (state->most > 0)
        text_printf(&text, "/%llu", (unsigned long long)state->most);
    text_add(&text, ", loss ");
    if (isfinite(state->loss))
        text_printf(&text, "%.3g", state->loss);
    else
        text_add(&text, isnan(state->loss) ? "NaN" : "infinite");
    text_printf(&text, ", %.*f/s", rate < 10 ? 1 : 0, rate);
    if (state->most > 0 && rate > 0) {
        text_add(&text, ", ");
        add_duration(&text, (most - done) / rate);
        text_add(&text, " left");
    }
    return out;
}

void train_line_init(struct train_line *line, struct stepper *stepper)
{
    double now = loop_now_ms();

    stepper->watch = (struct stepper_watch){iteration_ended, line};
    *line = (struct train_line){
        .start_ms = now, .shown_ms = now, .terminal = isatty(STDERR_FILENO) == 1};
}

void train_line_show(struct train_line *line, const struct stepper *stepper)
{
    double now = loop_now_ms();
    char text[TRAIN_LINE_SIZE];
    struct train_state state;

    if (cli_is_quiet() || now - line->shown_ms < (line->terminal ? BETWEEN_MS : LINES_MS))
        return;
    train_state_of(&state, line, stepper, (now - line->start_ms) / 1000);
    train_line_text(&state, line->terminal, text);
    fprintf(stderr, line->terminal ? "\r\033[K%s" : "%s\n", text);
    fflush(stderr);
    line->shown_ms = now;
    line->shown = line->terminal;
}

void train_line_clear(struct train_line *line)
{
    if (line->shown)
        fputs("\r\033[K", stderr);
    line->shown = false;
}
