#include "view/pictures/pictures.h"

#include <string.h>

#define NETWORK "n 4 46 2 2 2 "
#define RAVINE "w 1 k 5 e 50 30 46 25 e 50 30 32 16 e 50 30 16 7 w 2 k 4 "
#define AXES "w 1 k 5 a 8 56 96 56 a 8 56 8 4 w 2 k 0 "
#define SIGMOID "w 2 k 0 c 8 50 52 50 48 10 92 10 "

static const struct {
    const char *lesson, *line;
} lessons[] = {
    {"mazur", "n 4 56 2 2 2"},
    {"neuron", "k 1 a 8 30 36 30 k 0 o 50 30 13 k 1 a 64 30 92 30 k 3 t 50 30 w"},
    {"mazur-biases", "n 10 58 2 2 2 k 4 b 46 2 8 7 b 82 2 8 7"},
    {"xor", "w 1 k 5 b 14 4 1 52 b 14 55 74 1 k 6 f 26 46 6 f 74 14 6 k 7 w 2 o 26 14 6 o 74 46 6 "
            "k 0 d 20 32 44 4 d 56 56 82 28"},
    {"saturated", SIGMOID "k 3 f 86 11 5 k 5 d 60 10 98 10"},
    {"dead-relu", AXES "w 3 l 8 44 50 44 l 50 44 92 6 k 3 f 24 44 5 k 8 w 2 l 18 50 30 38 "
                  "l 18 38 30 50"},
    {"mazur-mistake", "n 4 56 2 2 2 k 8 w 4 l 40 18 60 42 l 60 18 40 42"},
    {"momentum", RAVINE "l 10 20 24 40 l 24 40 32 20 a 32 20 50 30"},
    {"adam", RAVINE "c 10 20 22 32 34 30 46 30 f 50 30 4"},
    {"l2", "w 1 k 5 l 6 54 94 54 r 12 8 16 46 r 42 22 16 32 r 72 14 16 40 k 4 b 12 26 16 28 "
           "b 42 38 16 16 b 72 32 16 22"},
    {"softmax", "w 1 k 5 l 6 54 94 54 k 5 b 14 38 18 16 k 6 b 41 8 18 46 k 5 b 68 30 18 24"},
    {"sine", "w 2 k 1 c 4 30 34 -24 66 84 96 30 k 0 f 12 20 3 f 28 8 3 f 44 24 3 f 60 38 3 "
             "f 76 52 3 f 90 36 3"},
    {"moons", "w 1 k 6 f 14 36 3 f 18 24 3 f 28 15 3 f 40 12 3 f 52 16 3 f 62 26 3 f 65 38 3 k 7 "
              "w 2 o 36 30 3 o 40 42 3 o 50 50 3 o 62 53 3 o 74 48 3 o 82 38 3 o 86 26 3"},
    {"iris", "k 6 f 16 46 4 f 26 50 4 f 22 36 4 f 32 42 4 k 7 w 2 o 46 30 4 o 56 36 4 o 52 22 4 "
             "o 62 28 4 k 4 y 74 14 4 y 84 20 4 y 80 8 4 y 90 12 4"},
    {"digits", "k 0 m 22 2 7 3C 42 02 1C 02 02 42 3C"},
    {"big", "w 0 n 2 58 8 6 6 5"},
    {"chain-rule", "w 2 k 0 r 4 4 18 14 r 4 42 18 14 o 48 30 10 r 78 22 18 16 a 22 12 40 25 "
                   "a 22 48 40 35 a 58 30 77 30 k 3 w 1 c 80 44 70 56 54 54 48 44"},
    {"sigmoid-neuron", "w 2 k 0 o 10 14 7 o 10 46 7 o 36 30 9 a 16 18 28 26 a 16 42 28 34 "
                       "a 45 30 56 30 r 57 12 38 36 k 1 c 60 44 80 44 72 16 92 16"},
    {"fork", "w 2 k 0 r 3 21 18 18 o 50 12 8 o 50 48 8 o 88 30 8 a 21 28 41 14 a 21 32 41 46 "
             "a 58 14 80 26 a 58 46 80 34 k 3 y 31 10 4 y 31 52 4"},
    {"patterns", "w 2 k 0 o 24 15 12 o 76 15 12 o 24 45 12 o 76 45 12 t 24 16 + t 76 16 > "
                 "t 24 46 × t 76 46 ="},
    {"micrograd", "w 1 k 0 f 6 20 4 f 6 42 4 o 26 12 5 o 26 30 5 o 26 50 5 o 48 20 5 o 48 42 5 "
                  "o 70 30 5 o 92 30 5 l 10 20 21 13 l 10 20 21 29 l 10 42 21 31 l 10 42 21 49 "
                  "l 31 12 43 19 l 31 30 43 21 l 31 30 43 41 l 31 50 43 43 l 53 20 65 29 "
                  "l 53 42 65 31 a 75 30 87 30"},
    {"one-neuron-graph", "w 2 k 0 o 20 30 14 k 5 t 48 35 = k 0 r 62 4 14 12 o 84 18 6 "
                         "r 62 24 14 12 a 76 10 79 14 a 76 30 79 22 r 76 42 18 14 a 84 24 85 41"},
    {"memory", "k 1 a 8 38 36 38 k 0 o 50 38 12 k 1 a 62 38 92 38 k 3 c 42 28 16 -4 84 -4 60 26 "
               "y 59 26 4"},
    {"echo", "k 0 f 14 14 5 o 38 14 5 f 62 14 5 o 86 14 5 k 3 a 18 18 56 42 k 0 f 62 46 5 "
             "o 86 46 5 k 5 r 9 41 10 10 r 33 41 10 10"},
    {"parity", "k 0 f 14 18 5 f 38 18 5 o 62 18 5 f 86 18 5 w 2 k 1 l 14 44 28 44 l 28 44 28 54 "
               "l 28 54 50 54 l 50 54 50 44 l 50 44 76 44 l 76 44 76 54 l 76 54 92 54"},
    {"hello", "k 0 t 14 18 h t 36 18 e t 56 18 l t 76 18 l k 1 a 14 28 30 44 a 36 28 52 44 "
              "a 56 28 70 44 a 76 28 88 44 k 0 t 90 50 ?"},
    {"vanishing", "w 1 k 5 l 4 54 96 54 k 3 b 80 8 12 46 b 62 28 12 26 b 44 40 12 14 b 26 47 12 7 "
                  "b 8 52 12 2"},
    {"exploding", "w 1 k 5 l 4 54 96 54 k 3 b 80 50 12 4 b 62 46 12 8 b 44 38 12 16 b 26 26 12 28 "
                  "b 8 4 12 50"},
};

const char *pictures_of_lesson(const char *name)
{
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++)
        if (strcmp(lessons[i].lesson, name) == 0)
            return lessons[i].line;
    return "n 4 56 2 3 1";
}

static const struct {
    enum word word;
    const char *line;
} of_words[] = {
    {W_GLOSSARY_FORWARD_PASS, NETWORK "k 1 w 3 a 10 54 92 54"},
    {W_GLOSSARY_LOSS, "w 2 k 1 l 8 16 60 16 k 0 l 8 44 60 44 k 2 d 60 16 60 44 a 70 30 70 18 "
                      "a 70 30 70 42 t 86 30 L"},
    {W_GLOSSARY_BACKWARD_PASS, NETWORK "k 3 w 3 a 92 54 10 54"},
    {W_GLOSSARY_WEIGHT_UPDATE, "w 2 k 5 r 4 20 32 20 l 6 36 34 24 k 4 a 40 30 62 30 k 0 "
                               "r 64 20 32 20 t 80 30 w"},
    {W_GLOSSARY_BACKPROPAGATION_STRICTLY, "n 16 48 2 2 2 k 3 w 3 a 92 56 10 56 t 50 7 ∂L/∂w"},
    {W_GLOSSARY_BACKPROPAGATION_LOOSELY, NETWORK "w 3 k 1 a 8 52 92 52 k 3 a 92 58 8 58"},
    {W_GLOSSARY_GRADIENT_DESCENT, AXES "c 12 8 30 60 56 60 92 20 k 4 w 3 a 22 28 34 42 "
                                  "a 36 43 48 48"},
    {W_GLOSSARY_STOCHASTIC_GRADIENT_DESCENT, RAVINE "l 8 14 20 34 l 20 34 30 18 l 30 18 36 38 "
                                             "a 36 38 50 28"},
    {W_GLOSSARY_OPTIMISER, "k 3 a 6 30 30 30 t 16 18 ∂L/∂w k 0 r 34 16 32 28 k 4 a 70 30 94 30 "
                           "t 82 18 Δw"},
    {W_GLOSSARY_MOMENTUM, RAVINE "l 10 20 24 40 l 24 40 32 20 a 32 20 50 30"},
    {W_GLOSSARY_ADAM, RAVINE "c 10 20 22 32 34 30 46 30 f 50 30 4"},
    {W_GLOSSARY_L2_PENALTY, "w 1 k 5 l 6 54 94 54 r 12 8 16 46 r 42 22 16 32 r 72 14 16 40 k 4 "
                            "b 12 26 16 28 b 42 38 16 16 b 72 32 16 22"},
    {W_GLOSSARY_CLIPPING, "w 2 k 3 d 8 18 94 18 k 5 l 50 6 50 54 k 3 w 3 a 8 40 50 40"},
    {W_GLOSSARY_CHAIN_RULE, "w 2 k 0 o 12 34 9 o 50 34 9 o 88 34 9 k 3 a 78 34 60 34 a 40 34 22 34 "
                            "t 69 16 · t 31 16 · t 88 34 L t 50 34 a t 12 34 w"},
    {W_GLOSSARY_BACKPROPAGATION_THROUGH_TIME, "w 2 k 0 o 16 40 9 o 50 40 9 o 84 40 9 k 3 "
                                              "a 74 40 60 40 a 40 40 26 40 k 0 t 16 16 1 "
                                              "t 50 16 2 t 84 16 3"},
    {W_GLOSSARY_ITERATION, "k 1 b 4 22 19 16 k 2 b 28 22 19 16 k 3 b 52 22 19 16 "
                           "k 4 b 76 22 19 16"},
    {W_GLOSSARY_EPOCH, "w 2 k 0 r 6 8 14 10 r 26 8 14 10 r 46 8 14 10 r 66 8 14 10 k 1 "
                       "a 6 28 92 28 k 5 r 6 40 14 10 r 26 40 14 10 r 46 40 14 10 r 66 40 14 10"},
    {W_GLOSSARY_BATCH, "w 2 k 0 f 20 22 5 f 34 22 5 f 20 38 5 f 34 38 5 r 10 10 36 40 k 5 "
                       "o 62 22 5 o 76 22 5 o 62 38 5 o 76 38 5"},
    {W_GLOSSARY_LEARNING_RATE_ETA, AXES "c 12 8 30 60 56 60 92 20 k 4 w 3 a 22 28 30 37 k 5 w 2 "
                                   "a 20 22 62 50"},
    {W_GLOSSARY_HYPERPARAMETER, "w 2 k 5 l 10 18 90 18 l 10 42 90 42 k 0 f 34 18 7 f 66 42 7"},
    {W_GLOSSARY_STOPPING_CRITERION, AXES "c 10 8 22 46 40 48 76 49 k 8 d 78 8 78 56"},
    {W_GLOSSARY_CONVERGENCE, AXES "c 10 8 22 46 40 50 92 51"},
    {W_GLOSSARY_DIVERGENCE, AXES "c 10 50 60 50 78 40 86 6 k 8 t 58 12 ∞"},
    {W_GLOSSARY_SAMPLE, "w 2 k 0 r 8 16 30 28 t 23 30 x k 1 a 42 30 58 30 k 2 r 62 16 30 28 "
                        "t 77 30 t"},
    {W_GLOSSARY_VALIDATION, "k 0 f 14 20 5 f 30 20 5 f 46 20 5 f 14 40 5 f 30 40 5 f 46 40 5 k 5 "
                            "d 60 6 60 54 k 0 w 2 o 74 20 5 o 88 20 5 o 74 40 5 o 88 40 5"},
    {W_GLOSSARY_TEST_SET, "k 0 f 14 30 5 f 28 30 5 k 5 d 40 6 40 54 k 0 w 2 o 52 30 5 o 66 30 5 "
                          "k 5 d 78 6 78 54 k 1 r 83 25 12 10"},
    {W_GLOSSARY_ACCURACY, "w 3 k 4 l 10 30 16 38 l 16 38 26 20 l 34 30 40 38 l 40 38 50 20 "
                          "l 58 30 64 38 l 64 38 74 20 k 8 l 82 22 94 38 l 94 22 82 38"},
    {W_GLOSSARY_CONFUSION_MATRIX, "k 4 b 26 6 16 16 b 42 22 16 16 b 58 38 16 16 w 1 k 5 "
                                  "r 26 6 16 16 r 42 6 16 16 r 58 6 16 16 r 26 22 16 16 "
                                  "r 42 22 16 16 r 58 22 16 16 r 26 38 16 16 r 42 38 16 16 "
                                  "r 58 38 16 16"},
    {W_GLOSSARY_FEED_FORWARD, "n 4 46 3 3 2 k 1 w 3 a 10 54 92 54"},
    {W_GLOSSARY_DEAD_RELU, AXES "w 3 l 8 44 50 44 l 50 44 92 6 k 3 f 24 44 5"},
    {W_GLOSSARY_PARAMETER, "w 3 k 6 l 16 14 84 30 w 2 k 7 d 16 46 84 30 k 0 o 16 14 7 o 16 46 7 "
                           "o 84 30 9"},
    {W_GLOSSARY_WEIGHTED_SUM_Z, "w 2 k 1 a 18 12 42 26 a 18 48 42 34 k 0 o 56 30 13 t 56 30 Σ "
                                "k 1 a 70 30 88 30 t 94 30 z"},
    {W_GLOSSARY_ACTIVATION_A, SIGMOID "k 1 d 62 54 62 20 a 62 20 10 20"},
    {W_GLOSSARY_TARGET_T, "w 2 k 2 o 50 30 22 o 50 30 13 f 50 30 4 k 1 a 6 54 40 36"},
    {W_GLOSSARY_GRADIENT, AXES "c 12 8 30 60 56 60 92 20 k 3 w 3 l 10 14 36 48 f 23 31 4"},
    {W_GLOSSARY_ERROR_SIGNAL_DELTA, "w 2 k 0 o 40 30 14 t 40 30 δ k 3 a 92 30 58 30"},
};

const char *pictures_of_word(enum word word)
{
    for (size_t i = 0; i < sizeof of_words / sizeof of_words[0]; i++)
        if (of_words[i].word == word)
            return of_words[i].line;
    return NULL;
}
