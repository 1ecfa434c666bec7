/** What a conversation of ours is filed under, where a platform's name stands otherwise: nobody wrote in it. */
export const matterSource = 'matter';
