// ShiDianNao-like, output stationary, with the tile capped to the columns: evaluable for every layer.
// Source: YX-P of MAESTRO (H. Kwon et al., MICRO 2019), after ShiDianNao.
CONV {
  TemporalMap(1,1) K;
  TemporalMap(1,1) C;
  SpatialMap(Sz(R),1) Y;
  TemporalMap(min(8+Sz(S)-1,Sz(X)),8) X;
  Cluster(8,P);
  SpatialMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
DSCONV {
  TemporalMap(1,1) C;
  SpatialMap(Sz(R),1) Y;
  TemporalMap(min(8+Sz(S)-1,Sz(X)),8) X;
  Cluster(8,P);
  SpatialMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
NGCONV {
  TemporalMap(1,1) G;
  TemporalMap(1,1) K;
  TemporalMap(1,1) C;
  SpatialMap(Sz(R),1) Y;
  TemporalMap(min(8+Sz(S)-1,Sz(X)),8) X;
  Cluster(8,P);
  SpatialMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
