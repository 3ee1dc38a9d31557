#include "app/commands/settings.h"

#include "app/app.h"
#include "base/attributes.h"

#include <math.h>

/* Playing, in steps per second. */
static const double slowest = 0.5, fastest = 8192.0;

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

static void say_speed(struct app *app)
{
    static const enum word says[PLAY_COUNT] = {W_PLAYS_STEPS, W_PLAYS_ITERATIONS, W_PLAYS_EPOCHS};

    app_say(app, false,
            words_in(&app->shown.frame_arena, says[app->shown.settings.play_by],
                     arena_printf(&app->shown.frame_arena, "%g", app->shown.settings.speed)));
    app->shown.spoken_ms = app->run.now_ms;
}

void settings_speed(struct app *app, double factor)
{
    app->shown.settings.speed = fmax(fmin(factor * app->shown.settings.speed, fastest), slowest);
    say_speed(app);
}

void settings_play_by(struct app *app, double unused UNUSED)
{
    app->shown.settings.play_by = (enum play_by)((app->shown.settings.play_by + 1) % PLAY_COUNT);
    say_speed(app);
}

void settings_granularity(struct app *app, double granularity)
{
    if (granularity < 0.0 || granularity >= GRANULARITY_COUNT)
        return;
    app->run.granularity = (enum granularity)granularity;
    app->shown.explanation = NULL;
    app->shown.motion.length_ms = 0.0;
}

void settings_coarseness(struct app *app, double way)
{
    double next = (double)app->run.granularity + way;

    /* Of a graph an operation is both. */
    if (run_is_graph(&app->run) && next == GRANULARITY_LAYER)
        next += way;
    settings_granularity(app, next);
}

void settings_theme(struct app *app, double unused UNUSED)
{
    app->shown.settings.theme = app->shown.settings.theme == THEME_LIGHT ? THEME_DARK : THEME_LIGHT;
}

void settings_sentence(struct app *app, double unused UNUSED)
{
    app->shown.settings.sentence = !app->shown.settings.sentence;
}

void settings_full_ink(struct app *app, double unused UNUSED)
{
    app->shown.settings.full_ink = !app->shown.settings.full_ink;
    app_say(app, false,
            words(app->shown.settings.full_ink ? W_FULL_INK_IS_ON : W_FULL_INK_IS_OFF));
}

void settings_brackets(struct app *app, double unused UNUSED)
{
    app->shown.settings.brackets = !app->shown.settings.brackets;
}

void settings_animation(struct app *app, double unused UNUSED)
{
    app->shown.settings.animation = !app->shown.settings.animation;
    app_say(app, false,
            app->shown.settings.animation ? words(W_MOTION_IS_ON) : words(W_MOTION_IS_OFF));
}

void settings_logarithmic(struct app *app, double unused UNUSED)
{
    app->shown.settings.logarithmic = !app->shown.settings.logarithmic;
}

void settings_digits(struct app *app, double more)
{
    app->shown.settings.decimals = clamp(app->shown.settings.decimals + (int)more, 3,
                                         NUMBER_DECIMALS_MAX);
}

void settings_text(struct app *app, double larger)
{
    app->shown.settings.text_size =
        larger == 0.0 ? 0 : clamp(app->shown.settings.text_size + (int)larger, -1, 2);
}
