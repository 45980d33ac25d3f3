/* Three axes of an ADXL335 whose supply is the converter's reference: 93 counts a g around half the range. Used by all ports here. */
#ifndef KL_SITE_DEMO_H
#define KL_SITE_DEMO_H

#include "site.h"

#define KL_DEMO_SCALE (9.80665f / 93.0f)

static const struct kl_channel_site KL_DEMO_CHANNELS[3] = {
    {KL_DEMO_SCALE, 512, KL_ACCELERATION, "x", "m/s2"},
    {KL_DEMO_SCALE, 512, KL_ACCELERATION, "y", "m/s2"},
    {KL_DEMO_SCALE, 512, KL_ACCELERATION, "z", "m/s2"},
};

#endif
