/* Where emulated converters take their samples from, described in a word: for the host port and for the simavr harness. */
#ifndef KL_SOURCE_H
#define KL_SOURCE_H

#include <stdint.h>
#include <stdio.h>

#include "bearing.h"

enum kl_source_kind { KL_SOURCE_SILENCE, KL_SOURCE_SINE, KL_SOURCE_NOISE, KL_SOURCE_BEARING, KL_SOURCE_FILE };

struct kl_source {
    enum kl_source_kind kind;
    struct kl_bearing bearing;
    struct kl_rng rng;
    double hz, amplitude;
    double rate;
    uint64_t count;
    int16_t last[KL_AXES];
    FILE *file;
};

#define KL_SOURCE_HELP "silence | sine:HZ,COUNTS | noise:COUNTS | healthy | worn[:G] | file:PATH (lines of three counts; the last one stays)"

/* Returns 0, or -1 for a description that is not understood. The bearing keeps turning when only its wear changes. */
int kl_source_set(struct kl_source *source, const char *text);
void kl_source_init(struct kl_source *source, double rate, uint64_t seed);
/* Next set of counts, 0..1023. */
void kl_source_step(struct kl_source *source, int16_t samples[KL_AXES]);

#endif
