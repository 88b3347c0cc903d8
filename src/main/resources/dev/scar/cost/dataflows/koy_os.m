// Output stationary, for products as for images: output channels over clusters of 64, output rows
// inside each; all input channels are summed up in place.
// Source: our own.
CONV {
  SpatialMap(1,1) K;
  TemporalMap(min(64+Sz(R)-1,Sz(Y)),64) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(C),Sz(C)) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(64,P);
  SpatialMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(1,1) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
NGCONV {
  TemporalMap(1,1) G;
  SpatialMap(1,1) K;
  TemporalMap(min(64+Sz(R)-1,Sz(Y)),64) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(C),Sz(C)) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(64,P);
  SpatialMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(1,1) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
DSCONV {
  SpatialMap(1,1) C;
  TemporalMap(min(64+Sz(R)-1,Sz(Y)),64) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(64,P);
  SpatialMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
