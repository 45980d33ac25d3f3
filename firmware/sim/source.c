#include "source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double WORN_G = 1.0;

void kl_source_init(struct kl_source *source, double rate, uint64_t seed)
{
    memset(source, 0, sizeof *source);
    source->rate = rate;
    source->rng.state = seed ^ 0x5EED;
    kl_bearing_init(&source->bearing, rate, seed);
    for (int axis = 0; axis < KL_AXES; axis++)
        source->last[axis] = 512;
}

int kl_source_set(struct kl_source *source, const char *text)
{
    double a = 0, b = 0;
    char end;
    if (strcmp(text, "silence") == 0) {
        source->kind = KL_SOURCE_SILENCE;
    } else if (sscanf(text, "sine:%lf,%lf%c", &a, &b, &end) == 2) {
        source->kind = KL_SOURCE_SINE;
        source->hz = a;
        source->amplitude = b;
    } else if (sscanf(text, "noise:%lf%c", &a, &end) == 1) {
        source->kind = KL_SOURCE_NOISE;
        source->amplitude = a;
    } else if (strcmp(text, "healthy") == 0 || strcmp(text, "worn") == 0 || sscanf(text, "worn:%lf%c", &a, &end) == 1) {
        source->kind = KL_SOURCE_BEARING;
        source->bearing.wear = text[0] == 'h' ? 0 : text[4] == ':' ? a : WORN_G;
    } else if (strncmp(text, "file:", 5) == 0) {
        FILE *file = fopen(text + 5, "r");
        if (file == NULL)
            return -1;
        if (source->file != NULL)
            fclose(source->file);
        source->file = file;
        source->kind = KL_SOURCE_FILE;
    } else {
        return -1;
    }
    return 0;
}

static int16_t count(double value)
{
    const double rounded = floor(value + 0.5);
    return rounded < 0 ? 0 : rounded > 1023 ? 1023 : (int16_t)rounded;
}

void kl_source_step(struct kl_source *source, int16_t samples[KL_AXES])
{
    int16_t turning[KL_AXES];
    const double phase = 2 * 3.14159265358979323846 * fmod(source->hz * (double)source->count / source->rate, 1.0);
    source->count++;
    kl_bearing_step(&source->bearing, turning); /* it turns whether it is listened to or not */
    for (int axis = 0; axis < KL_AXES; axis++) {
        switch (source->kind) {
        case KL_SOURCE_SINE:
            samples[axis] = count(512 + source->amplitude * sin(phase));
            break;
        case KL_SOURCE_NOISE:
            samples[axis] = count(512 + source->amplitude * kl_rng_normal(&source->rng));
            break;
        case KL_SOURCE_BEARING:
            samples[axis] = turning[axis];
            break;
        default:
            samples[axis] = source->kind == KL_SOURCE_SILENCE ? 512 : source->last[axis];
            break;
        }
    }
    if (source->kind == KL_SOURCE_FILE) {
        int v[KL_AXES];
        if (fscanf(source->file, "%d%*[ ,;\t]%d%*[ ,;\t]%d", &v[0], &v[1], &v[2]) == KL_AXES)
            for (int axis = 0; axis < KL_AXES; axis++)
                samples[axis] = source->last[axis] = count(v[axis]);
    }
}
