/* A test is a function; a check that fails says where and what, and the program ends with 1. */
#ifndef KL_CHECK_H
#define KL_CHECK_H

#include <stdio.h>
#include <stdlib.h>

static int check_failed, check_count;

#define CHECK(what)                                                                                                                                  \
    do {                                                                                                                                             \
        check_count++;                                                                                                                               \
        if (!(what)) {                                                                                                                               \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #what);                                                                       \
            check_failed++;                                                                                                                          \
        }                                                                                                                                            \
    } while (0)

#define CHECK_EQ(a, b)                                                                                                                               \
    do {                                                                                                                                             \
        const long long check_a = (long long)(a), check_b = (long long)(b);                                                                          \
        check_count++;                                                                                                                               \
        if (check_a != check_b) {                                                                                                                    \
            fprintf(stderr, "%s:%d: %s is %lld, %s is %lld\n", __FILE__, __LINE__, #a, check_a, #b, check_b);                                        \
            check_failed++;                                                                                                                          \
        }                                                                                                                                            \
    } while (0)

/* A test with its sentence. */
#define TEST(name, sentence)                                                                                                                         \
    do {                                                                                                                                             \
        const int check_before = check_failed;                                                                                                       \
        name();                                                                                                                                      \
        printf("%s %s\n", check_failed == check_before ? "ok  " : "FAIL", sentence);                                                                 \
    } while (0)

static int check_end(void)
{
    printf("%d checks, %d failed\n", check_count, check_failed);
    return check_failed == 0 ? 0 : 1;
}

#endif
