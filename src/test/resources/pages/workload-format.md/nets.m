Constant Len 64;
Network first-net {
  FPS: 3
  Layer conv#1 { Type: CONV Stride { X: 2, Y: 2 } Dimensions { N: 2, K: 8, C: 3, R: 3, S: 3, Y: Len, X: Len } }
  Layer up { Type: TRCONV Stride { X: 3, Y: 3 } Dimensions { N: 2, K: 4, C: 8, R: 5, S: 5, Y: 31, X: 31 } }
}
Network second {
  Dependency: { first-net }
  Probability: 0.5
  Layer p { Type: CONV Dimensions { K: 128, C: 64, R: 1, S: 1, Y: 16, X: 16 } }
  Layer g { Type: NGCONV Dimensions { G: 32, K: 4, C: 128, R: 3, S: 3, Y: 16, X: 16 } }
  Layer dw { Type: DSCONV Dimensions { K: 1, C: 128, R: 3, S: 3, Y: 14, X: 14 } }
  Layer add { Type: DSCONV Dimensions { K: 1, C: 128, R: 1, S: 1, Y: 12, X: 12 } }
  Layer fc { Type: GEMM Dimensions { M: 1, N: 10, K: 486 } }
}
