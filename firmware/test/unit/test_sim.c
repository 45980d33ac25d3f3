/* The model of a bearing says what its formula says; the bad line hurts as often as it was told. */
#include <math.h>
#include <string.h>

#include "bearing.h"
#include "check.h"
#include "faults.h"
#include "source.h"

#define PI 3.14159265358979323846
enum { RATE = 1000, N = 60 * RATE };

static double x[N];

static void turn(double wear, uint64_t seed)
{
    struct kl_bearing b;
    kl_bearing_init(&b, RATE, seed);
    b.wear = wear;
    for (int i = 0; i < N; i++) {
        int16_t set[KL_AXES];
        kl_bearing_step(&b, set);
        x[i] = set[0] - 512;
    }
}

/* Mean of the k-th power. */
static double moment(int k)
{
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += pow(x[i], k);
    return sum / N;
}

/* Power of the squared signal around a frequency, against the median of its neighbours: what an envelope spectrum shows. */
static double envelope_line(double hz)
{
    double line = 0, others[40];
    for (int k = -20; k <= 20; k++) {
        double best = 0;
        for (int fine = -4; fine <= 4; fine++) {
            const double f = hz + k * 1.0 + fine * 0.1;
            double re = 0, im = 0;
            for (int i = 0; i < 8 * RATE; i++) {
                re += x[i] * x[i] * cos(2 * PI * f * i / RATE);
                im += x[i] * x[i] * sin(2 * PI * f * i / RATE);
            }
            best = fmax(best, re * re + im * im);
        }
        if (k == 0)
            line = best;
        else
            others[k < 0 ? k + 20 : k + 19] = best;
    }
    for (int i = 0; i < 40; i++) /* sorted */
        for (int j = i; j > 0 && others[j] < others[j - 1]; j--) {
            const double swap = others[j];
            others[j] = others[j - 1];
            others[j - 1] = swap;
        }
    return line / others[20];
}

static void worn(void)
{
    double rms, kurtosis;
    CHECK(fabs(kl_bearing_bpfo() - 87.8) < 0.1); /* 6205 at 24.5 Hz: 3.585 times the shaft */
    turn(0, 1);
    rms = sqrt(moment(2));
    kurtosis = moment(4) / pow(moment(2), 2);
    CHECK(rms > 3 && rms < 8);
    CHECK(envelope_line(kl_bearing_bpfo()) < 20);
    turn(1, 1);
    CHECK(sqrt(moment(2)) > 3 * rms);
    CHECK(moment(4) / pow(moment(2), 2) > kurtosis + 0.5);
    CHECK(envelope_line(kl_bearing_bpfo()) > 100);
    CHECK(envelope_line(70) < 100);
}

static void counts_stay_in_range(void)
{
    static const char *const words[] = {"silence", "sine:50,600", "noise:400", "healthy", "worn:20"};
    struct kl_source s;
    kl_source_init(&s, RATE, 3);
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        CHECK_EQ(kl_source_set(&s, words[w]), 0);
        for (int i = 0; i < 5000; i++) {
            int16_t set[KL_AXES];
            kl_source_step(&s, set);
            for (int axis = 0; axis < KL_AXES; axis++)
                CHECK(set[axis] >= 0 && set[axis] <= 1023);
        }
    }
    CHECK_EQ(kl_source_set(&s, "thunder"), -1);
    CHECK_EQ(kl_source_set(&s, "sine:50"), -1);
    CHECK_EQ(kl_source_set(&s, "file:/nowhere"), -1);
}

static void seeded(void)
{
    static double first[N];
    turn(1, 5);
    memcpy(first, x, sizeof x);
    turn(1, 5);
    CHECK(memcmp(first, x, sizeof x) == 0);
    turn(1, 6);
    CHECK(memcmp(first, x, sizeof x) != 0);
}

static void hurts_as_told(void)
{
    struct kl_faults f = {.rng = {1}, .noise = 0.05};
    struct kl_faults kinds = {.rng = {2}, .flip = 0.1, .drop = 0.2, .twice = 0.3};
    struct kl_faults dead = {.stalled = 1};
    uint8_t out[2];
    uint32_t lengths[3] = {0}, flipped = 0;
    for (int i = 0; i < 100000; i++) {
        (void)kl_faults_pass(&f, 0x55, out);
        CHECK_EQ(kl_faults_pass(&dead, 0x55, out), 0);
    }
    CHECK(f.hurt > 4700 && f.hurt < 5300);
    for (int i = 0; i < 100000; i++) {
        const uint8_t n = kl_faults_pass(&kinds, 0x55, out);
        lengths[n]++;
        flipped += n == 1 && out[0] != 0x55;
    }
    CHECK(lengths[0] > 19000 && lengths[0] < 21000);
    CHECK(lengths[2] > 29000 && lengths[2] < 31000);
    CHECK(flipped > 9500 && flipped < 10500);
}

int main(void)
{
    TEST(worn, "a worn outer race shows at its ball pass frequency, a healthy one does not");
    TEST(counts_stay_in_range, "a converter's counts stay within 0..1023, whatever the signal");
    TEST(seeded, "the same seed turns the same bearing");
    TEST(hurts_as_told, "a bad line hurts as many bytes as it was told, in the ways it was told");
    return check_end();
}
