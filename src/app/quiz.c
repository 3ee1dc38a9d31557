#include "app/quiz.h"

#include <string.h>

bool quiz_same_question(const struct quiz_answer *a, const struct quiz_answer *b)
{
    return a->at.step == b->at.step && a->at.moment == b->at.moment
        && strcmp(a->title, b->title) == 0;
}

/* In the place of an earlier answer to the same question. */
void quiz_remember(struct quiz *quiz, const struct quiz_answer *answer)
{
    size_t at = 0;

    while (at < quiz->count && !quiz_same_question(&quiz->answers[at], answer))
        at++;
    if (at == QUIZ_ANSWERS_MAX)
        return;
    if (at == quiz->count)
        quiz->count++;
    else
        quiz->right -= quiz->answers[at].right;
    quiz->answers[at] = *answer;
    quiz->right += answer->right;
}
