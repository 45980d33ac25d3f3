/* Moments, bands and eighths of an octave against float and 128-bit references. */
#include <math.h>
#include <string.h>

#include "bands.h"
#include "check.h"
#include "eighths.h"
#include "goertzel.h"
#include "moments.h"
#include "rng.h"
#include "window.h"

#define PI 3.14159265358979323846
enum { N = 1024, FULL = 1023 };

static void moments_match(const int16_t *d, int n)
{
    struct kl_moments m;
    __int128 s[5] = {0};
    int peak = 0;
    kl_moments_reset(&m);
    for (int i = 0; i < n; i++) {
        __int128 power = 1;
        for (int k = 1; k <= 4; k++)
            s[k] += power *= d[i];
        if (abs(d[i]) > peak)
            peak = abs(d[i]);
        kl_moments_add(&m, d[i]);
    }
    CHECK(m.sum == s[1]);
    CHECK(m.sum2 == s[2]);
    CHECK(((int64_t)m.sum3_hi * 4294967296 + (int64_t)m.sum3_lo) == (int64_t)s[3]);
    CHECK(((uint64_t)m.sum4_hi << 32 | m.sum4_lo) == (uint64_t)s[4]);
    CHECK_EQ(m.peak, peak);
}

static void moments(void)
{
    static int16_t d[N];
    struct kl_rng rng = {3};
    const int16_t levels[] = {0, 1, -1, 2, 255, -255, 256, 257, -511, 512, FULL, -FULL};
    for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
        for (int i = 0; i < N; i++)
            d[i] = levels[l];
        moments_match(d, N);
    }
    for (int round = 0; round < 300; round++) {
        const int size = 1 << (round % 11);
        for (int i = 0; i < N; i++)
            d[i] = (int16_t)((int)(kl_rng_next(&rng) % (uint64_t)(2 * size)) - size + (size > FULL ? 1 : 0));
        for (int i = 0; i < N; i++)
            d[i] = d[i] > FULL ? FULL : d[i] < -FULL ? -FULL : d[i];
        moments_match(d, N);
    }
}

static void eighths(void)
{
    struct kl_rng rng = {4};
    CHECK_EQ(kl_eighths(0, 1), 0);
    CHECK_EQ(kl_eighths(0, 2), 8);
    CHECK_EQ(kl_eighths(0, 0xFFFFFFFFu), 256);
    CHECK_EQ(kl_eighths(1, 0), 256);
    CHECK_EQ(kl_eighths(0xFFFF, 0xFFFFFFFFu), 384);
    for (int i = 0; i < 200000; i++) {
        const uint64_t v = kl_rng_next(&rng) >> (16 + kl_rng_next(&rng) % 47);
        double exact;
        if (v == 0)
            continue;
        exact = 8 * log2((double)v);
        CHECK(fabs(kl_eighths((uint16_t)(v >> 32), (uint32_t)v) - exact) <= 0.5 + 1e-3);
    }
}

/* The same filter in float, without shift or rounding: mean square of band b by blocks. */
static double reference(const int16_t *d, int n, uint8_t b)
{
    const struct kl_band band = kl_band(b);
    const int m = 1 << band.block_log2;
    const double w = 2 * PI * band.turn / 65536;
    double sum = 0;
    for (int at = 0; at < n; at += m) {
        double re = 0, im = 0;
        for (int i = 0; i < m; i++) {
            re += d[at + i] * cos(w * i);
            im += d[at + i] * sin(w * i);
        }
        sum += 2 * (re * re + im * im) / m / m;
    }
    return sum / (n / m);
}

static uint8_t code_of(const int16_t *d, int n, uint8_t b)
{
    struct kl_bands bands;
    kl_bands_reset(&bands);
    for (int i = 0; i < n; i++)
        kl_bands_add(&bands, d[i]);
    return kl_bands_code(&bands, b, n == 1024 ? 10 : n == 512 ? 9 : 6);
}

/* Two counts of 8 a code: rounding to an eighth and the filter's own noise. `floor` is what rounding in 16 bits adds, in counts^2. */
static int near_reference(const int16_t *d, int n, uint8_t b)
{
    static const double floors[KL_BANDS] = {0.25, 0.05, 0.03, 0.03, 0.03, 0.03, 0.06, 0.06};
    const double ms = reference(d, n, b);
    const int code = code_of(d, n, b);
    const double low = 8 * (log2(fmax(ms - 2 * sqrt(ms * floors[b]) - floors[b], 1e-9)) + 8), high = 8 * (log2(ms + 2 * sqrt(ms * floors[b]) + floors[b]) + 8);
    const int ok = code >= fmin(fmax(low, 0), 255) - 1 && code <= fmin(fmax(high, 0), 255) + 1;
    if (!ok)
        fprintf(stderr, "band %d: code %d, exact %.2f, allowed %.2f..%.2f\n", b, code, 8 * (log2(ms + 1e-9) + 8), low, high);
    return ok;
}

static void bands_follow_float(void)
{
    static int16_t d[N];
    struct kl_rng rng = {5};
    for (uint8_t b = 0; b < KL_BANDS; b++)
        for (int size = 1; size <= FULL; size = size * 2 + 1) {
            for (int i = 0; i < N; i++)
                d[i] = (int16_t)floor(size * sin(2 * PI * kl_band(b).turn / 65536 * i) + 0.5);
            CHECK(near_reference(d, N, b));
            CHECK(near_reference(d, 512, b));
            for (int i = 0; i < N; i++)
                d[i] = (int16_t)fmax(-FULL, fmin(FULL, floor(size / 3.0 * kl_rng_normal(&rng) + 0.5)));
            CHECK(near_reference(d, N, b));
            CHECK(near_reference(d, 64, b));
        }
}

/* The input that drives the state furthest: full scale with the sign of the impulse response, for every band. With an overflow the code would be far off. */
static void bands_cannot_overflow(void)
{
    static int16_t d[N];
    for (uint8_t b = 0; b < KL_BANDS; b++) {
        const struct kl_band band = kl_band(b);
        const int m = 1 << band.block_log2;
        const double w = 2 * PI * band.turn / 65536;
        for (int last = 1; last <= m; last++) {
            for (int i = 0; i < N; i++)
                d[i] = (int16_t)(sin(w * (last - i % m)) >= 0 ? FULL : -FULL);
            for (uint8_t other = 0; other < KL_BANDS; other++)
                CHECK(near_reference(d, N, other));
        }
    }
}

static void bands_tile(void)
{
    static int16_t d[N];
    struct kl_rng rng = {6};
    double sum = 0, square = 0;
    for (int i = 0; i < N; i++) {
        d[i] = (int16_t)floor(100 * kl_rng_normal(&rng) + 0.5);
        square += (double)d[i] * d[i] / N;
    }
    for (uint8_t b = 0; b < KL_BANDS; b++)
        sum += pow(2, code_of(d, N, b) / 8.0 - 8);
    CHECK(fabs(10 * log10(sum / square)) < 0.5);
}

static void centre_follows(void)
{
    struct kl_window w;
    uint8_t codes[KL_CODES], body[32], *end;
    kl_window_reset(&w, 512);
    for (int i = 0; i < 64; i++)
        CHECK_EQ(kl_window_add(&w, (int16_t)(700 + i % 2), 1023, 6), i == 63);
    CHECK_EQ(w.settled, 0);
    kl_window_next(&w, 6);
    CHECK_EQ(w.centre, 701); /* 700.5, halves upwards */
    CHECK_EQ(w.settled, 1);
    for (int i = 0; i < 64; i++)
        (void)kl_window_add(&w, 701, 1023, 6);
    kl_window_codes(&w, 6, codes);
    CHECK_EQ(codes[KL_BANDS], 0);
    end = kl_window_write(&w, body);
    CHECK_EQ(end - body, 26);
    CHECK_EQ(w.notes, 0);
    kl_window_next(&w, 6);
    for (int i = 0; i < 64; i++)
        (void)kl_window_add(&w, 0, 1023, 6);
    CHECK_EQ(w.notes, KL_CLIPPED);
    CHECK_EQ(w.moments.sum, -701 * 64);
    kl_window_next(&w, 6);
    CHECK_EQ(w.centre, 0);
    CHECK_EQ(w.notes, 0);
}

int main(void)
{
    TEST(moments, "sums of powers are exact, at every level up to full scale and 1024 samples");
    TEST(eighths, "log2 is rounded to the nearest eighth");
    TEST(bands_follow_float, "bands agree with a float DFT, from one count to full scale");
    TEST(bands_cannot_overflow, "the worst input there is for each band's state does not overflow it");
    TEST(bands_tile, "the bands together are the whole mean square of white noise, within half a decibel");
    TEST(centre_follows, "the centre of a window is the mean of the one before");
    return check_end();
}
