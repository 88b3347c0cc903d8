// As koy_os, in clusters of 16: for small arrays.
// Source: our own.
CONV {
  SpatialMap(1,1) K;
  TemporalMap(min(16+Sz(R)-1,Sz(Y)),16) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(C),Sz(C)) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(16,P);
  SpatialMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(1,1) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
NGCONV {
  TemporalMap(1,1) G;
  SpatialMap(1,1) K;
  TemporalMap(min(16+Sz(R)-1,Sz(Y)),16) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(C),Sz(C)) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(16,P);
  SpatialMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(1,1) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
DSCONV {
  SpatialMap(1,1) C;
  TemporalMap(min(16+Sz(R)-1,Sz(Y)),16) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(16,P);
  SpatialMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
}
