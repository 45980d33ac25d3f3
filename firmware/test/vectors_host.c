#include <stdio.h>

#include "vectors.h"

void vector_put(char c)
{
    putchar(c);
}

int main(void)
{
    vectors();
    return 0;
}
