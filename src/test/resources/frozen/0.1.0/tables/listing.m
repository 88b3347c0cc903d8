Network a {
 FPS: 2
 Layer u { Type: CONV Dimensions { K: 8, C: 8, R: 1, S: 1, Y: 4, X: 4 } }
}
