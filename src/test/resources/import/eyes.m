// Frames of a headset, after XRBench: two cameras a frame, a network that waits for another
Network Eyes {
  FPS: 60
  Layer Stem { Type: CONV Stride { X: 2, Y: 2 } Dimensions { N: 2, K: 16, C: 1, R: 3, S: 3, Y: 101, Y: 101, X: 101 } }
  Layer Deep { Type: DSCONV Dimensions { N: 2, K: 16, C: 16, R: 3, S: 3, Y: 50, X: 50 } }
  Layer Wide { Type: NGCONV Dimensions { N: 2, G: 4, K: 8, C: 4, R: 1, S: 1, Y: 48, X: 48 } }
}
Network Gaze {
  FPS: 30
  Dependency: { Eyes }
  Probability: 0.2
  Layer Up { Type: TRCONV Dimensions { K: 4, C: 32, R: 2, S: 2, Y: 12, X: 12 } }
  Layer Sum { Type: DSCONV Dimensions { K: 1, C: 4, R: 1, S: 1, Y: 24, X: 24 } }
}
