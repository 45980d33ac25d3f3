#ifndef KL_VECTORS_H
#define KL_VECTORS_H

void vectors(void);
/* Given by each platform. */
void vector_put(char c);

#endif
